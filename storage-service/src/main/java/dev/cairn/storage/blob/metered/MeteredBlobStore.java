package dev.cairn.storage.blob.metered;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Another store, with metrics: {@code cairn.storage.blob.calls} (a timer) by store, call and outcome ({@code ok} or the reason of
 * the failure), {@code cairn.storage.blob.bytes} by store and direction. A stream counts when it is opened, for its whole length.
 */
public final class MeteredBlobStore implements BlobStore {
    private static final String CALLS = "cairn.storage.blob.calls";

    private final BlobStore store;
    private final String name;
    private final MeterRegistry metrics;
    private final Counter bytesIn;
    private final Counter bytesOut;

    /** @param name of the store, as the operator calls it */
    public MeteredBlobStore(BlobStore store, String name, MeterRegistry metrics) {
        this.store = store;
        this.name = name;
        this.metrics = metrics;
        this.bytesIn = bytes("in");
        this.bytesOut = bytes("out");
    }

    private Counter bytes(String direction) {
        return Counter.builder("cairn.storage.blob.bytes")
                .description("Bytes put into and read from a store")
                .baseUnit("bytes")
                .tags("store", name, "direction", direction)
                .register(metrics);
    }

    private <T> T metered(String call, Supplier<T> work) {
        long begin = System.nanoTime();
        var outcome = "ok";
        try {
            return work.get();
        } catch (BlobException e) {
            outcome = e.reason().name().toLowerCase(Locale.ROOT);
            throw e;
        } catch (RuntimeException e) {
            outcome = "error";
            throw e;
        } finally {
            Timer.builder(CALLS)
                    .description("Calls to a store")
                    .tags("store", name, "call", call, "outcome", outcome)
                    .register(metrics)
                    .record(Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        metered("put", () -> {
            store.put(key, content);
            return key;
        });
        bytesIn.increment((double) content.length());
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        var in = metered("open", () -> store.open(key, offset, length));
        bytesOut.increment((double) length);
        return in;
    }

    @Override
    public byte[] read(BlobKey key, long offset, int length) {
        var bytes = metered("read", () -> store.read(key, offset, length));
        bytesOut.increment((double) length);
        return bytes;
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        return metered("stat", () -> store.stat(key));
    }

    @Override
    public void delete(BlobKey key) {
        metered("delete", () -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        return metered("list", () -> store.list(prefix, after, limit));
    }

    @Override
    public Capabilities capabilities() {
        return store.capabilities();
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
