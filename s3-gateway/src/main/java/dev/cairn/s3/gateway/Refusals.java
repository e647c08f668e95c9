package dev.cairn.s3.gateway;

import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;

/** What Cairn's problems are in the words of S3, where no operation knew better. */
final class Refusals {
    private Refusals() {}

    static S3Exception of(ProblemException problem) {
        return switch (problem.problem()) {
            case FORBIDDEN, UNAUTHENTICATED -> new S3Exception(S3Error.ACCESS_DENIED);
            case NOT_FOUND -> new S3Exception(S3Error.NO_SUCH_KEY);
            case INVALID_NAME, INVALID_REQUEST -> new S3Exception(S3Error.INVALID_ARGUMENT, problem.detail());
            case METHOD_NOT_ALLOWED -> new S3Exception(S3Error.METHOD_NOT_ALLOWED);
            case CONFLICT, NAME_TAKEN, STALE_BASE, WOULD_CYCLE, NOT_EMPTY, WRONG_OFFSET, LOCKED ->
                new S3Exception(S3Error.OPERATION_ABORTED, problem.detail());
            case TOO_LARGE -> new S3Exception(S3Error.ENTITY_TOO_LARGE, problem.detail());
            case RANGE_NOT_SATISFIABLE -> new S3Exception(S3Error.INVALID_RANGE);
            case CHECKSUM_MISMATCH -> new S3Exception(S3Error.BAD_DIGEST);
            case TOO_MANY_REQUESTS -> new S3Exception(S3Error.SLOW_DOWN);
            case UNAVAILABLE -> new S3Exception(S3Error.SERVICE_UNAVAILABLE);
            case OVER_QUOTA -> new S3Exception(S3Error.QUOTA_EXCEEDED);
            case STORAGE_FULL -> new S3Exception(S3Error.STORAGE_FULL);
            case EXPIRED,
                    NOT_ACCEPTABLE,
                    UNSUPPORTED_TUS_VERSION,
                    UNSUPPORTED_MEDIA_TYPE,
                    CHUNKS_MISSING,
                    INTERNAL,
                    DAMAGED -> new S3Exception(S3Error.INTERNAL_ERROR);
        };
    }
}
