package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link to be made.
 *
 * @param password null: none; else 1 to 1024 characters
 * @param expires null: never
 */
public record NewShareLink(
        NodeId node, @Nullable String password, @Nullable Instant expires) {
    @Override
    public String toString() {
        return "NewShareLink[" + node + "]";
    }
}
