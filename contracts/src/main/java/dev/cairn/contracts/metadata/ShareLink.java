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
        long downloads,
        @Nullable String token,
        @Nullable String url) {}
