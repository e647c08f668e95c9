package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BlobStoreContract;
import java.time.InstantSource;

class CodedTest extends BlobStoreContract {
    private final RedundantBlobStore store = Stores.open(
            Stores.settings(Scheme.copies(4), Scheme.SIX_AND_THREE),
            Bay.bays(9),
            new MemoryLedger(),
            InstantSource.system());

    @Override
    protected BlobStore store() {
        return store;
    }
}
