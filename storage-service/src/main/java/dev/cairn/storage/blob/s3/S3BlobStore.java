package dev.cairn.storage.blob.s3;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BusyKeys;
import dev.cairn.storage.blob.Capabilities;
import io.minio.GetObjectResponse;
import io.minio.messages.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as objects {@code <prefix>kind/name} of a bucket of any S3 server.
 *
 * <p>It needs no more than plain puts of whole objects; what else a server does was tried out when the store was opened and is used
 * then ({@link S3Features}). The first put of a key stays: for all processes where the server puts conditionally, else for those of
 * this process. That is enough because one name is used for one content only. A put is acknowledged when the server checked the bytes
 * against a checksum and says that the object is there with all its bytes. A put whose answer is lost fails, and may turn up later.
 */
public final class S3BlobStore implements BlobStore {
    /** The condition that there is no such object yet. */
    static final Map<String, String> ONLY_NEW = Map.of("If-None-Match", "*");

    private static final Logger LOG = LoggerFactory.getLogger(S3BlobStore.class);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");
    private static final int PAGE_MAX = 1000;
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final S3Settings settings;
    private final S3Bucket bucket;
    private final S3Features features;
    private final BusyKeys busy = new BusyKeys();

    /**
     * Looks at the bucket, tries out what the server can do, and aborts uploads that were begun over a day ago.
     *
     * @throws BlobException if the server does not answer, or the key may not look, put, read and delete
     */
    public S3BlobStore(S3Settings settings, InstantSource clock) {
        this.settings = settings;
        this.bucket = new S3Bucket(settings);
        try {
            this.features = new S3Probe(bucket, settings.prefix()).run();
            abortAbandoned(clock);
        } catch (S3Failure e) {
            bucket.close();
            throw e.told("the bucket " + settings.bucket() + " at " + settings.endpoint() + " cannot be used");
        }
    }

    /** They are seen by nobody, and take room. What is left for another start is not many. */
    private void abortAbandoned(InstantSource clock) {
        try {
            var before = clock.instant().minus(ABANDONED_AFTER);
            for (var upload : bucket.uploads(settings.prefix(), PAGE_MAX).uploads()) {
                if (upload.initiated().toInstant().isBefore(before)) {
                    bucket.abort(upload.objectName(), upload.uploadId());
                }
            }
        } catch (S3Failure e) {
            LOG.warn("uploads that were begun and never finished may take room: {}", e.getMessage());
        }
    }

    S3Features features() {
        return features;
    }

    private String object(BlobKey key) {
        return settings.prefix() + key;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, features.ranges());
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        if (features.conditionalPut() && content.length() <= settings.partBytes()) {
            putNew(key, content);
        } else {
            busy.alone(key, () -> putUnlessThere(key, content));
        }
    }

    private void putUnlessThere(BlobKey key, BlobContent content) {
        try {
            if (bucket.length(object(key)).isPresent()) {
                return;
            }
        } catch (S3Failure e) {
            throw e.told("blob " + key + " could not be put");
        }
        putNew(key, content);
    }

    private void putNew(BlobKey key, BlobContent content) {
        try {
            sendNew(key, content);
        } catch (S3Failure e) {
            throw e.told("blob " + key + " could not be put");
        } catch (IOException | IllegalArgumentException e) {
            throw new BlobException(Reason.FAILED, "blob " + key + " could not be put", e);
        }
    }

    private void sendNew(BlobKey key, BlobContent content) throws IOException {
        var object = object(key);
        try {
            new S3Put(
                            bucket,
                            object,
                            features.checksums() ? S3Checksums.CRC32C : S3Checksums.MD5,
                            features.conditionalPut() ? ONLY_NEW : Map.of(),
                            content.length(),
                            settings.partBytes())
                    .run(content);
            long length = bucket.length(object).orElse(-1);
            if (length != content.length()) {
                throw new S3Mismatch("the server has " + length + " bytes of " + content.length());
            }
        } catch (S3Mismatch e) {
            bucket.delete(object);
            throw new BlobException(Reason.FAILED, "blob " + key + " was put and is not what was sent", e);
        } catch (S3Failure e) {
            if (!e.isExisting()) {
                throw e;
            }
        }
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        if (offset < 0 || length <= 0) {
            checkRange(key, offset, length);
            return InputStream.nullInputStream();
        }
        try {
            var answer = bucket.get(object(key), offset, length);
            try {
                return range(key, offset, length, answer, answer.headers().get("Content-Range"));
            } catch (IOException | RuntimeException e) {
                answer.close();
                throw e;
            }
        } catch (S3Failure e) {
            throw unreadable(key, offset, length, e);
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "blob " + key + " could not be read", e);
        }
    }

    private BlobException unreadable(BlobKey key, long offset, long length, S3Failure e) {
        if (e.isMissingObject()) {
            return BlobException.notFound(key);
        }
        if (e.isOutOfRange()) {
            checkRange(key, offset, length);
        }
        return e.told("blob " + key + " could not be read");
    }

    private void checkRange(BlobKey key, long offset, long length) {
        long size = stat(key).orElseThrow(() -> BlobException.notFound(key)).length();
        if (offset < 0 || length < 0 || offset > size - length) {
            throw BlobException.outOfRange(key, offset, length, size);
        }
    }

    private InputStream range(BlobKey key, long offset, long length, GetObjectResponse answer, String contentRange)
            throws IOException {
        var said = CONTENT_RANGE.matcher(String.valueOf(contentRange));
        if (!said.matches()) {
            // The server sends all of it, whatever was asked.
            var sent = answer.headers().get("Content-Length");
            if (sent == null || offset > Long.parseLong(sent) - length) {
                checkRange(key, offset, length);
            }
            answer.skipNBytes(offset);
            return new RangeStream(answer, length);
        }
        long first = Long.parseLong(said.group(1));
        long size = Long.parseLong(said.group(3));
        if (offset > size - length) {
            throw BlobException.outOfRange(key, offset, length, size);
        }
        if (first != offset) {
            throw new IOException("the server answered another range");
        }
        return new RangeStream(answer, length);
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        try {
            var length = bucket.length(object(key));
            if (length.isEmpty()) {
                // The same answer as for a bucket that is gone, of which nothing can be said.
                bucket.check();
            }
            return length.stream().mapToObj(bytes -> new BlobStat(key, bytes)).findFirst();
        } catch (S3Failure e) {
            throw e.told("blob " + key + " could not be looked at");
        }
    }

    @Override
    public void delete(BlobKey key) {
        try {
            bucket.delete(object(key));
        } catch (S3Failure e) {
            throw e.told("blob " + key + " could not be deleted");
        }
    }

    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        int max = Math.clamp(limit, 1, LIST_MAX);
        var found = new ArrayList<BlobStat>();
        var from = after.isEmpty() ? "" : settings.prefix() + after;
        try {
            boolean more = true;
            while (more && found.size() < max) {
                var page = bucket.list(settings.prefix() + prefix, from, Math.min(PAGE_MAX, max - found.size()));
                page.contents().forEach(object -> add(object, found));
                more = page.isTruncated() && !page.contents().isEmpty();
                from = more ? page.contents().getLast().objectName() : from;
            }
        } catch (S3Failure e) {
            throw e.told("the blobs could not be listed");
        }
        return found;
    }

    /** Unless it is no blob: what others put beside ours, or a probe of somebody who starts just now. */
    private void add(Contents object, List<BlobStat> found) {
        try {
            var key = BlobKey.parse(
                    object.objectName().substring(settings.prefix().length()));
            found.add(new BlobStat(key, object.size()));
        } catch (IllegalArgumentException e) {
            LOG.debug("{} is no blob", object.objectName());
        }
    }

    @Override
    public OptionalLong freeBytes() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        bucket.close();
    }
}
