package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A request of a share link's bearer. The token and the password travel in the body, never in a URL.
 *
 * @param node null: the shared node itself; else something below it
 */
public record SharedRequest(
        String token,
        @Nullable String password,
        @Nullable NodeId node,
        @Nullable String after) {
    @Override
    public String toString() {
        return "SharedRequest[hidden]";
    }
}
