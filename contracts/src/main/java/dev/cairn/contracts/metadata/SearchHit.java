package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.SpaceId;
import java.util.List;

/**
 * A node that was found.
 *
 * @param path from the space's root, without a leading slash
 * @param snippet the place in the file's text that shows why, in parts; empty when its name says so, or nothing of its text does. Plain
 *     text, whatever it looks like
 */
public record SearchHit(SpaceId space, String path, Node node, List<Part> snippet) {
    /** @param match whether this is one of the words */
    public record Part(String text, boolean match) {}

    /** Copies. */
    public SearchHit {
        snippet = List.copyOf(snippet);
    }
}
