package dev.cairn.storage.blob.tiered;

import dev.cairn.storage.blob.BlobStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Tiered stores for tests of trees. */
public final class TieredStores {
    private TieredStores() {}

    /** @param rounds gets what moves blobs */
    public static BlobStore open(
            BlobStore hot,
            BlobStore cold,
            String name,
            DataSource database,
            InstantSource clock,
            Duration coldAfter,
            Consumer<Runnable> rounds) {
        var store = TieredBlobStore.of(hot, cold, name, database, clock, coldAfter);
        rounds.accept(store::move);
        return store;
    }
}
