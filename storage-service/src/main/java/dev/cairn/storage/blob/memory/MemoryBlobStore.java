package dev.cairn.storage.blob.memory;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps blobs in the heap, up to a stated number of bytes. */
public final class MemoryBlobStore implements BlobStore {
    private final ConcurrentSkipListMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();
    private final AtomicLong bytesLeft;

    /** A store with room for {@code bytesMax}. */
    public MemoryBlobStore(long bytesMax) {
        this.bytesLeft = new AtomicLong(bytesMax);
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, true);
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        if (blobs.containsKey(key.toString())) {
            return;
        }
        long length = content.length();
        if (bytesLeft.addAndGet(-length) < 0) {
            bytesLeft.addAndGet(length);
            throw new BlobException(BlobException.Reason.FULL, "no room in memory for blob " + key);
        }
        if (blobs.putIfAbsent(key.toString(), collect(key, content)) != null) {
            bytesLeft.addAndGet(length);
        }
    }

    private static byte[] collect(BlobKey key, BlobContent content) {
        var bytes = new ByteArrayOutputStream(Math.toIntExact(content.length()));
        try (var channel = Channels.newChannel(bytes)) {
            content.writeTo(channel);
        } catch (IOException e) {
            throw new BlobException(BlobException.Reason.FAILED, "the content of blob " + key + " failed", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        var bytes = blobs.get(key.toString());
        if (bytes == null) {
            throw BlobException.notFound(key);
        }
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw BlobException.outOfRange(key, offset, length, bytes.length);
        }
        return new ByteArrayInputStream(bytes, (int) offset, (int) length);
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        return Optional.ofNullable(blobs.get(key.toString())).map(bytes -> new BlobStat(key, bytes.length));
    }

    @Override
    public void delete(BlobKey key) {
        var bytes = blobs.remove(key.toString());
        if (bytes != null) {
            bytesLeft.addAndGet(bytes.length);
        }
    }

    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        var from = after.compareTo(prefix) < 0 ? blobs.tailMap(prefix, true) : blobs.tailMap(after, false);
        return from.entrySet().stream()
                .takeWhile(blob -> blob.getKey().startsWith(prefix))
                .limit(Math.clamp(limit, 1, LIST_MAX))
                .map(blob -> new BlobStat(BlobKey.parse(blob.getKey()), blob.getValue().length))
                .toList();
    }

    @Override
    public OptionalLong freeBytes() {
        return OptionalLong.of(bytesLeft.get());
    }

    @Override
    public void close() {
        blobs.clear();
    }
}
