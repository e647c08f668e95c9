package dev.cairn.storage.blob.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BlobStoreContract;
import dev.cairn.storage.blob.fault.FaultyBlobStore.Call;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FaultyBlobStoreTest extends BlobStoreContract {
    private static final BlobKey KEY = new BlobKey("pack", "ab01");

    private final FaultyBlobStore store = new FaultyBlobStore(new MemoryBlobStore(64 << 20));

    @Override
    protected BlobStore store() {
        return store;
    }

    @Test
    void onlyTheCallThatWasNamedFails() {
        store.on(Call.PUT, 2, Fault.FULL);
        store.put(KEY, BlobContent.of(new byte[1]));
        assertThatThrownBy(() -> store.put(new BlobKey("pack", "ab02"), BlobContent.of(new byte[1])))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.reason()).isEqualTo(BlobException.Reason.FULL));
        store.put(new BlobKey("pack", "ab03"), BlobContent.of(new byte[1]));
        assertThat(store.list("", "", 10)).hasSize(2);
        assertThat(store.calls(Call.PUT)).isEqualTo(3);
    }

    @Test
    void flipsOneBitOfWhatIsPutOrRead() {
        store.on(Call.PUT, 1, new Fault.FlipBit(9)).put(KEY, BlobContent.of(new byte[2]));
        assertThat(store.read(KEY, 0, 2)).containsExactly(0, 2);
        store.on(Call.READ, 1, new Fault.FlipBit(16));
        assertThat(store.read(KEY, 0, 2)).containsExactly(1, 2);
        assertThat(store.read(KEY, 0, 2)).containsExactly(0, 2);
    }

    @Test
    void readsShort() throws IOException {
        store.put(KEY, BlobContent.of(new byte[10]));
        store.always(Call.READ, new Fault.CutShort(4));
        try (var in = store.open(KEY, 0, 10)) {
            assertThat(in.readAllBytes()).hasSize(4);
        }
        assertThatThrownBy(() -> store.read(KEY, 0, 10)).hasMessageContaining("ended early");
    }

    @Test
    void forgetsWritesAndLosesAnswers() {
        store.on(Call.PUT, 1, new Fault.Drop()).put(KEY, BlobContent.of(new byte[1]));
        assertThat(store.stat(KEY)).isEmpty();
        store.on(Call.PUT, 1, new Fault.LoseAnswer());
        assertThatThrownBy(() -> store.put(KEY, BlobContent.of(new byte[1]))).hasMessageContaining("answer");
        assertThat(store.stat(KEY)).isPresent();
    }

    @Test
    void vanishesAndComesBack() {
        store.put(KEY, BlobContent.of(new byte[1]));
        store.vanished();
        assertThatThrownBy(() -> store.stat(KEY)).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.read(KEY, 0, 1)).isInstanceOf(BlobException.class);
        assertThat(store.heal().stat(KEY)).isPresent();
    }
}
