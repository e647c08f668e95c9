package dev.cairn.storage.blob.s3;

import dev.cairn.storage.blob.BlobContent;
import io.minio.messages.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One object on its way. What fits into one part is one request; more is a multipart upload, of which one part is in memory at a time.
 * The server checks every request against its checksum, and the object is seen only when it is whole.
 */
final class S3Put implements WritableByteChannel {
    private static final Logger LOG = LoggerFactory.getLogger(S3Put.class);
    private static final int PARTS_MAX = 10_000;

    private final S3Bucket bucket;
    private final String object;
    private final S3Checksums checksums;
    private final Map<String, String> condition;
    private final ByteBuffer part;
    private final List<Part> parts = new ArrayList<>();
    private final long lengthSaid;
    private @Nullable String upload;
    private long length;

    /** @param condition headers under which the object may come into being */
    S3Put(
            S3Bucket bucket,
            String object,
            S3Checksums checksums,
            Map<String, String> condition,
            long length,
            int partBytes) {
        this.bucket = bucket;
        this.object = object;
        this.checksums = checksums;
        this.condition = condition;
        this.lengthSaid = length;
        this.part = ByteBuffer.allocate((int) Math.min(length, partBytes));
        if (length > (long) partBytes * PARTS_MAX) {
            throw new IllegalArgumentException("more than " + PARTS_MAX + " parts of " + partBytes + " bytes");
        }
    }

    /** {@link S3Failure} if the server refuses; {@link IOException} if the content fails; an unfinished upload is aborted. */
    void run(BlobContent content) throws IOException {
        try {
            content.writeTo(this);
            if (length != lengthSaid) {
                throw new IOException("the content has " + length + " bytes, not " + lengthSaid);
            }
            finish();
        } catch (IOException | RuntimeException e) {
            abort();
            throw e;
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int all = from.remaining();
        if (all > lengthSaid - length) {
            throw new IOException("the content has more than its " + lengthSaid + " bytes");
        }
        while (from.hasRemaining()) {
            if (!part.hasRemaining()) {
                sendPart();
            }
            int portion = Math.min(from.remaining(), part.remaining());
            part.put(part.position(), from, from.position(), portion).position(part.position() + portion);
            from.position(from.position() + portion);
        }
        length += all;
        return all;
    }

    private void sendPart() {
        if (upload == null) {
            upload = bucket.begin(object);
        }
        var bytes = part.array();
        int size = part.position();
        var sent = bucket.putPart(object, upload, parts.size() + 1, bytes, size, S3Checksums.MD5.headers(bytes, size));
        parts.add(new Part(sent.partNumber(), sent.etag()));
        part.clear();
    }

    private void finish() {
        if (upload == null) {
            putWhole();
        } else {
            sendPart();
            bucket.complete(object, upload, parts, condition);
            upload = null;
        }
    }

    private void putWhole() {
        var bytes = part.array();
        int size = part.position();
        var headers = new HashMap<>(condition);
        headers.putAll(checksums.headers(bytes, size));
        if (checksums.contradicts(bucket.put(object, bytes, size, headers), bytes, size)) {
            throw new S3Mismatch("the server stored other bytes than it was sent");
        }
    }

    /** As good as it goes: what stays behind is aborted by a later start. */
    private void abort() {
        if (upload != null) {
            try {
                bucket.abort(object, upload);
            } catch (S3Failure e) {
                LOG.debug("an unfinished upload stays behind: {}", e.getMessage());
            }
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Nothing is held that outlives a put.
    }
}
