package dev.cairn.metadata.link;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.LinkId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.ShareLink;
import dev.cairn.contracts.metadata.SpaceRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A share link as the database has it. The token is not in it: only its hash is kept.
 *
 * @param password its slow hash
 * @param makersRole what whoever made it may do in the space now; null: nothing
 */
record Link(
        LinkId id,
        SpaceId space,
        NodeId node,
        String nodeName,
        @Nullable String password,
        @Nullable Instant expires,
        Instant created,
        AccountId maker,
        String createdBy,
        @Nullable SpaceRole makersRole,
        long downloads) {
    /** As members see it. */
    ShareLink view(boolean active, @Nullable String token) {
        return new ShareLink(
                id,
                space,
                node,
                nodeName,
                password != null,
                expires,
                created,
                createdBy,
                active,
                downloads,
                token,
                token == null ? null : "/s/" + token);
    }

    @Override
    public String toString() {
        return "Link[" + id + "]";
    }
}
