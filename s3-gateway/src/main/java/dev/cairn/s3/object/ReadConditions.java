package dev.cairn.s3.object;

import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;
import dev.cairn.s3.wire.S3Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The four conditions of a read, in the precedence of RFC 9110. */
public record ReadConditions(
        @Nullable String match,
        @Nullable String noneMatch,
        @Nullable Instant modifiedSince,
        @Nullable Instant unmodifiedSince) {
    /** Of a request whose headers begin with {@code prefix}: empty, or {@code x-amz-copy-source-}. */
    public static ReadConditions of(S3Request request, String prefix) {
        return new ReadConditions(
                request.header(prefix + "if-match"),
                request.header(prefix + "if-none-match"),
                S3Times.parse(request.header(prefix + "if-modified-since")),
                S3Times.parse(request.header(prefix + "if-unmodified-since")));
    }

    /** Whether the client has the object already (304); PreconditionFailed when it wants another one. */
    boolean unchanged(StoredObject object) {
        var modified = object.modified().truncatedTo(ChronoUnit.SECONDS);
        if (match != null) {
            if (!ETags.matches(match, object.etag())) {
                throw new S3Exception(S3Error.PRECONDITION_FAILED);
            }
        } else if (unmodifiedSince != null && modified.isAfter(unmodifiedSince)) {
            throw new S3Exception(S3Error.PRECONDITION_FAILED);
        }
        if (noneMatch != null) {
            return ETags.matches(noneMatch, object.etag());
        }
        return modifiedSince != null && !modified.isAfter(modifiedSince);
    }

    /** For a copy's source, where "unchanged" is a failed condition too. */
    public void require(StoredObject object) {
        if (unchanged(object)) {
            throw new S3Exception(S3Error.PRECONDITION_FAILED);
        }
    }
}
