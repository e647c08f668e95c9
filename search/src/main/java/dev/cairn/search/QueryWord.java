package dev.cairn.search;

import dev.cairn.contracts.id.NodeId;
import java.util.List;
import java.util.Set;

/**
 * A word somebody looks for, as the index has it. The last token stands for all that begin with it when it has {@link
 * #PREFIX_LENGTH_MIN} characters; shorter ones begin too many.
 *
 * @param nameTokens what it is in names, where everything but letters and digits separates
 * @param textTokens what it is in texts
 * @param folders that have it in their name or lie in one that has: what lies in them has it in its path
 */
public record QueryWord(List<String> nameTokens, List<String> textTokens, Set<NodeId> folders) {
    /** Shorter tokens stand for themselves only. */
    public static final int PREFIX_LENGTH_MIN = 3;

    /** Copies. */
    public QueryWord {
        nameTokens = List.copyOf(nameTokens);
        textTokens = List.copyOf(textTokens);
        folders = Set.copyOf(folders);
    }

    /** Whether the last token of these stands for more than itself. */
    public static boolean isPrefix(String token) {
        return token.codePointCount(0, token.length()) >= PREFIX_LENGTH_MIN;
    }
}
