package dev.cairn.s3.object;

import dev.cairn.contracts.metadata.Node;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.wire.Percent;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;

/** The object a copy is made of, named by {@code x-amz-copy-source} and meeting the conditions of the request. */
public record CopySource(StoredObject object, Node.File file) {
    private static final String HEADER = "x-amz-copy-source";

    /** Whether the request copies at all. */
    public static boolean isIn(S3Request request) {
        return request.header(HEADER) != null;
    }

    /** Finds it; NoSuchBucket, NoSuchKey, PreconditionFailed. */
    public static CopySource find(S3Request request, BucketSpaces buckets, ObjectLookup lookup) {
        var header = request.header(HEADER);
        var text = header == null ? "" : header;
        int question = text.indexOf("?versionId=");
        if (question >= 0) {
            if (!text.endsWith("?versionId=null")) {
                throw new S3Exception(S3Error.NO_SUCH_VERSION);
            }
            text = text.substring(0, question);
        }
        var path = Percent.decode(text);
        path = path.startsWith("/") ? path.substring(1) : path;
        int slash = path.indexOf('/');
        if (slash < 1 || slash == path.length() - 1) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, HEADER + " is bucket/key, percent-encoded.");
        }
        var object = lookup.get(buckets.find(path.substring(0, slash)), path.substring(slash + 1));
        if (!(object.node() instanceof Node.File file)) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, "A folder cannot be copied.");
        }
        ReadConditions.of(request, HEADER + "-").require(object);
        return new CopySource(object, file);
    }
}
