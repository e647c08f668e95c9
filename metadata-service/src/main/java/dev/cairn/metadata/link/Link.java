package dev.cairn.metadata.link;

import dev.cairn.contracts.id.LinkId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.ShareLink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A share link as the database has it. The token is not in it: only its hash is kept.
 *
 * @param password its slow hash
 */
record Link(
        LinkId id,
        SpaceId space,
        NodeId node,
        String nodeName,
        @Nullable String password,
        @Nullable Instant expires,
        Instant created,
        String createdBy,
        long downloads) {
    /** As members see it. */
    ShareLink view(@Nullable String token) {
        return new ShareLink(
                id,
                space,
                node,
                nodeName,
                password != null,
                expires,
                created,
                createdBy,
                downloads,
                token,
                token == null ? null : "/s/" + token);
    }

    @Override
    public String toString() {
        return "Link[" + id + "]";
    }
}
