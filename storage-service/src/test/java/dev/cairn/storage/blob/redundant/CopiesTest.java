package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BlobStoreContract;
import java.time.InstantSource;

class CopiesTest extends BlobStoreContract {
    private final RedundantBlobStore store = Stores.open(
            RedundancySettings.replicated("main", 3), Bay.bays(4), new MemoryLedger(), InstantSource.system());

    @Override
    protected BlobStore store() {
        return store;
    }
}
