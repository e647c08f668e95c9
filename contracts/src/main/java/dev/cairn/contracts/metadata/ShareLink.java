package dev.cairn.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.contracts.id.LinkId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A share link as its makers see it; the token itself is shown once, when it is made.
 *
 * @param active false: whoever made it may no longer share in this space (access ended, role lowered, account disabled or gone), so
 *     it opens nothing until they may again. Whether it has expired is told by {@code expires}
 * @param token only in the reply to the creation
 * @param url relative: {@code /s/{token}}; only in the reply to the creation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShareLink(
        LinkId id,
        SpaceId space,
        NodeId node,
        String name,
        boolean passwordProtected,
        @Nullable Instant expires,
        Instant created,
        String createdBy,
        boolean active,
        long downloads,
        @Nullable String token,
        @Nullable String url) {}
