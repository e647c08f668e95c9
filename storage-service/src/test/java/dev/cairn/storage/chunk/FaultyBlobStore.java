package dev.cairn.storage.chunk;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Another store, whose disk is full whenever the test says so. */
record FaultyBlobStore(BlobStore store, BooleanSupplier full) implements BlobStore {
    static BlobStore of(BlobStore store, BooleanSupplier full) {
        return new FaultyBlobStore(store, full);
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        if (full.getAsBoolean()) {
            throw new BlobException(BlobException.Reason.FULL, "no room");
        }
        store.put(key, content);
    }

    @Override
    public Capabilities capabilities() {
        return store.capabilities();
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        return store.open(key, offset, length);
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        return store.stat(key);
    }

    @Override
    public void delete(BlobKey key) {
        store.delete(key);
    }

    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        return store.list(prefix, after, limit);
    }

    @Override
    public OptionalLong freeBytes() {
        return store.freeBytes();
    }

    @Override
    public void close() {
        store.close();
    }
}
