package dev.cairn.s3.multipart;

import dev.cairn.content.ContentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part that has arrived.
 *
 * @param number 1 to 10,000
 * @param etag 32 hexadecimal digits
 * @param checksum base64, of the upload's algorithm; null when the client sent none
 */
record Part(
        int number,
        ContentId content,
        long size,
        String etag,
        @Nullable String checksum,
        Instant created) {}
