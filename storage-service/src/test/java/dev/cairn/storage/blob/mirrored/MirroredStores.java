package dev.cairn.storage.blob.mirrored;

import dev.cairn.storage.blob.BlobStore;
import java.time.InstantSource;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Mirrored stores for tests of trees. */
public final class MirroredStores {
    private MirroredStores() {}

    /** @param rounds gets what mirrors blobs */
    public static BlobStore open(
            BlobStore primary,
            BlobStore mirror,
            String name,
            DataSource database,
            InstantSource clock,
            Consumer<Runnable> rounds) {
        var store = MirroredBlobStore.of(primary, mirror, name, database, clock);
        rounds.accept(() -> store.mirroring().round());
        return store;
    }
}
