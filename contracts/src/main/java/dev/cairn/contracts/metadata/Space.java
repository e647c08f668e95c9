package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A space as its reader sees it.
 *
 * @param slug unique on the installation (the S3 bucket name); the caller's personal space also answers to {@code personal}
 * @param role the caller's
 * @param root the root folder
 * @param cursor stands for the space's present sequence
 * @param usedBytes bytes of all kept versions
 * @param quotaBytes the limit; null when there is none
 */
public record Space(
        SpaceId id,
        SpaceKind kind,
        String name,
        String slug,
        SpaceRole role,
        NodeId root,
        String cursor,
        long usedBytes,
        @Nullable Long quotaBytes,
        Instant created) {}
