package dev.cairn.storage.blob.s3;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered, or that it did not. Made of its code and status alone: the client's own exceptions carry requests with
 * their headers, which belong in no log.
 */
final class S3Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Set<String> FULL =
            Set.of("InsufficientStorage", "QuotaExceeded", "XMinioStorageFull", "StorageFull", "EntityTooLarge");
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final int NOT_IMPLEMENTED = 501;
    /** Unauthorized, forbidden, too slow, too many requests: nothing about the request itself. */
    private static final Set<Integer> PASSING = Set.of(401, 403, 408, 429);

    private static final int CAUSES_MAX = 20;

    private final String code;
    private final int status;

    private S3Failure(String code, int status, @Nullable IOException cause) {
        super(status == 0 ? code : code + ", status " + status, cause);
        this.code = code;
        this.status = status;
    }

    /** What the client met. */
    static S3Failure of(Throwable met) {
        var cause = met;
        for (int i = 0; i < CAUSES_MAX && cause != null; i++, cause = cause.getCause()) {
            switch (cause) {
                case ErrorResponseException e -> {
                    return new S3Failure(
                            String.valueOf(e.errorResponse().code()),
                            e.response().code(),
                            null);
                }
                case ServerException e -> {
                    return new S3Failure("ServerError", e.statusCode(), null);
                }
                case IOException e -> {
                    return new S3Failure("no answer", 0, e);
                }
                default -> {}
            }
        }
        return new S3Failure("no understandable answer (" + met.getClass().getSimpleName() + ")", 0, null);
    }

    boolean isMissingObject() {
        return code.equals("NoSuchKey");
    }

    /** Somebody's put of the same name was there before. */
    boolean isExisting() {
        return code.equals("PreconditionFailed") || status == 412;
    }

    /** The server understood and will not do it, now or later; not that it is busy, does not answer, or does not know who asks. */
    boolean isRefusal() {
        boolean asked = status >= 400 && status < 500 && !PASSING.contains(status);
        return asked || status == NOT_IMPLEMENTED;
    }

    boolean isOutOfRange() {
        return code.equals("InvalidRange") || status == 416;
    }

    /** For callers of the store. */
    BlobException told(String what) {
        boolean full = status == INSUFFICIENT_STORAGE || FULL.contains(code);
        return new BlobException(full ? Reason.FULL : Reason.FAILED, what + ": " + getMessage(), this);
    }
}
