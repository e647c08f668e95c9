package dev.cairn.s3.object;

import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;
import org.jspecify.annotations.Nullable;

/**
 * What must hold when an object gets its name.
 *
 * @param absent there is no object under the key ({@code If-None-Match: *})
 * @param etag the object under the key has this ETag, or one of these ({@code If-Match}); null: no matter
 */
public record WriteConditions(boolean absent, @Nullable String etag) {
    /** The conditions of a request. */
    public static WriteConditions of(S3Request request) {
        var none = request.header("If-None-Match");
        if (none != null && !none.strip().equals("*")) {
            throw new S3Exception(S3Error.NOT_IMPLEMENTED, "If-None-Match is * when an object is written.");
        }
        var match = request.header("If-Match");
        if (none != null && match != null) {
            throw new S3Exception(S3Error.INVALID_REQUEST, "If-Match and If-None-Match exclude each other.");
        }
        return new WriteConditions(none != null, match);
    }

    boolean any() {
        return absent || etag != null;
    }
}
