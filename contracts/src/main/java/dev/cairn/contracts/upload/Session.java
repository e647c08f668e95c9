package dev.cairn.contracts.upload;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an upload stands.
 *
 * @param offset bytes received and durable
 */
public record Session(
        UploadId id, SpaceId space, long offset, @Nullable Long size, Instant expires) {}
