package dev.cairn.storage.blob.redundant;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** Opens redundant stores over a ledger in the database, and knows those that it opened. */
public final class RedundantStores {
    private final DataSource database;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final List<RedundantBlobStore> opened = new CopyOnWriteArrayList<>();

    /** @param database with the schema {@code storage} in it */
    public RedundantStores(DataSource database, InstantSource clock, RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens a store and begins to keep it whole in the background, which ends when it is closed.
     *
     * @param devices closed with the store
     * @throws IllegalArgumentException if they have too few failure domains
     */
    public RedundantBlobStore open(RedundancySettings settings, List<Device> devices) {
        var store = new RedundantBlobStore(settings, devices, new JdbcLedger(database, settings.name()), clock, random);
        store.custodian().start();
        opened.add(store);
        return store;
    }

    /** All that were opened, closed ones too. */
    public List<RedundantBlobStore> opened() {
        return List.copyOf(opened);
    }
}
