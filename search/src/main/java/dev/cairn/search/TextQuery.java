package dev.cairn.search;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question: every word occurs in the file, and at least one of them in itself, not only in the names of folders above it.
 *
 * @param spaces where to look; what lies elsewhere is never answered
 * @param owner wrote the newest version; null: anybody
 * @param modifiedFrom not before this; null: since ever
 * @param modifiedTo before this; null: until now
 * @param sizeMin in bytes
 * @param sizeMax in bytes
 * @param offset answers to leave out, best first
 * @param limit answers at most; with {@code offset} at most {@link #REACH_MAX}
 */
public record TextQuery(
        Set<SpaceId> spaces,
        List<QueryWord> words,
        @Nullable AccountId owner,
        @Nullable Instant modifiedFrom,
        @Nullable Instant modifiedTo,
        long sizeMin,
        long sizeMax,
        int offset,
        int limit) {
    /** How far down the answers can be followed. */
    public static final int REACH_MAX = 2_000;

    /** Checks its limits. */
    public TextQuery {
        spaces = Set.copyOf(spaces);
        words = List.copyOf(words);
        if (words.isEmpty() || offset < 0 || limit < 1 || offset + limit > REACH_MAX) {
            throw new IllegalArgumentException("no words, or answers out of reach");
        }
    }

    /** These words in these spaces, without further conditions. */
    public static TextQuery of(Set<SpaceId> spaces, List<QueryWord> words, int offset, int limit) {
        return new TextQuery(spaces, words, null, null, null, 0, Long.MAX_VALUE, offset, limit);
    }
}
