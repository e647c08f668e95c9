package dev.cairn.s3.multipart;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.s3.payload.ChecksumAlgorithm;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An object that comes in parts.
 *
 * @param attributes those the object will have
 * @param checksum the algorithm the client announced; null for none
 * @param fullObject whether the checksum of the object is that of its bytes, or one of its parts' checksums
 * @param hold keeps the bytes of its parts; null in uploads begun before there were holds
 * @param completedEtag the ETag of the object, once there is one
 */
record PartialUpload(
        UUID id,
        SpaceId space,
        String key,
        AccountId initiator,
        String initiatorName,
        Map<String, String> attributes,
        @Nullable ChecksumAlgorithm checksum,
        boolean fullObject,
        Instant created,
        @Nullable UploadId hold,
        @Nullable String completedEtag) {}
