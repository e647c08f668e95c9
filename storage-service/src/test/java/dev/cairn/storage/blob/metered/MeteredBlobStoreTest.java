package dev.cairn.storage.blob.metered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BlobStoreContract;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MeteredBlobStoreTest extends BlobStoreContract {
    private static final BlobKey KEY = new BlobKey("pack", "ab01");

    private final FaultyBlobStore inner = new FaultyBlobStore(new MemoryBlobStore(64 << 20));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final BlobStore store = new MeteredBlobStore(inner, "main", metrics);

    @Override
    protected BlobStore store() {
        return store;
    }

    private long calls(String call, String outcome) {
        return metrics.get("cairn.storage.blob.calls")
                .tags("store", "main", "call", call, "outcome", outcome)
                .timer()
                .count();
    }

    private double bytes(String direction) {
        return metrics.get("cairn.storage.blob.bytes")
                .tags("store", "main", "direction", direction)
                .counter()
                .count();
    }

    @Test
    void countsCallsBytesAndFailures() {
        store.put(KEY, BlobContent.of(new byte[10]));
        store.read(KEY, 2, 5);
        inner.full();
        assertThatThrownBy(() -> store.put(new BlobKey("pack", "ab02"), BlobContent.of(new byte[1])))
                .hasMessageContaining("PUT");
        assertThat(calls("put", "ok")).isEqualTo(1);
        assertThat(calls("put", "full")).isEqualTo(1);
        assertThat(calls("read", "ok")).isEqualTo(1);
        assertThat(bytes("in")).isEqualTo(10);
        assertThat(bytes("out")).isEqualTo(5);
    }
}
