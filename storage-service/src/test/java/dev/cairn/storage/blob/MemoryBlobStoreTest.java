package dev.cairn.storage.blob;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.memory.MemoryBlobStore;
import org.junit.jupiter.api.Test;

class MemoryBlobStoreTest extends BlobStoreContract {
    private final MemoryBlobStore store = new MemoryBlobStore(64 << 20);

    @Override
    protected BlobStore store() {
        return store;
    }

    @Test
    void isFullAtItsLimit() {
        assertThatThrownBy(() -> store.put(new BlobKey("pack", "aa"), BlobContent.of(new byte[65 << 20])))
                .isInstanceOf(BlobException.class)
                .hasMessageContaining("room");
    }
}
