package dev.cairn.contracts.upload;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.SpaceId;
import java.util.List;

/** Contents of a space to be joined, at most 10,000. */
public record Concatenation(SpaceId space, List<ContentId> parts) {
    /** Copies the list. */
    public Concatenation {
        parts = List.copyOf(parts);
    }
}
