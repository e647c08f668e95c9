package dev.cairn.storage.blob.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries out what a server can do, on an object of its own beside the blobs, at every start: servers of one make differ by version, and
 * some accept headers that they ignore. Also finds at once that a key may not write or delete.
 */
final class S3Probe {
    private static final Logger LOG = LoggerFactory.getLogger(S3Probe.class);
    private static final byte[] FIRST = "the first bytes".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SECOND = "other bytes".getBytes(StandardCharsets.US_ASCII);

    private final S3Bucket bucket;
    private final String object;

    S3Probe(S3Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.object = prefix + ".probe/" + UUID.randomUUID();
    }

    /** {@link S3Failure} if the server does not even put, look at, read and delete, or does not answer what is tried out. */
    S3Features run() {
        bucket.check();
        bucket.put(object, FIRST, FIRST.length, S3Checksums.MD5.headers(FIRST, FIRST.length));
        try {
            var features = new S3Features(conditionalPut(), checksums(), ranges());
            LOG.info("the S3 server was seen to do: {}", features);
            return features;
        } finally {
            bucket.delete(object);
        }
    }

    private boolean conditionalPut() {
        if (!refuses(S3BlobStore.ONLY_NEW, S3Failure::isExisting)) {
            bucket.put(object, FIRST, FIRST.length, S3Checksums.MD5.headers(FIRST, FIRST.length));
            return false;
        }
        // Refused because there is something, and not because the server does not know the header.
        var free = object + "-free";
        if (!takes(free, SECOND, S3BlobStore.ONLY_NEW)) {
            return false;
        }
        bucket.delete(free);
        return true;
    }

    private boolean checksums() {
        var wrong = S3Checksums.CRC32C.headers(FIRST, FIRST.length);
        if (!refuses(wrong, S3Failure::isRefusal)) {
            bucket.put(object, FIRST, FIRST.length, S3Checksums.MD5.headers(FIRST, FIRST.length));
            return false;
        }
        return takes(object, FIRST, wrong);
    }

    /** Whether a put of other bytes with these headers is refused for that reason, and leaves the first. */
    private boolean refuses(Map<String, String> headers, Predicate<S3Failure> reason) {
        try {
            bucket.put(object, SECOND, SECOND.length, headers);
            return false;
        } catch (S3Failure e) {
            requireRefusal(e);
            return reason.test(e) && bucket.length(object).orElse(-1) == FIRST.length;
        }
    }

    private boolean takes(String name, byte[] bytes, Map<String, String> headers) {
        try {
            bucket.put(name, bytes, bytes.length, headers);
            return true;
        } catch (S3Failure e) {
            requireRefusal(e);
            return false;
        }
    }

    /** A server that is busy or gone said nothing of what it can do. */
    private static void requireRefusal(S3Failure e) {
        if (!e.isRefusal()) {
            throw e;
        }
    }

    private boolean ranges() {
        try (var in = bucket.get(object, 4, 5)) {
            return Arrays.equals(in.readAllBytes(), Arrays.copyOfRange(FIRST, 4, 9));
        } catch (IOException e) {
            throw S3Failure.of(e);
        }
    }
}
