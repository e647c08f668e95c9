package dev.cairn.storage.gc;

import dev.cairn.storage.Simulation;
import dev.cairn.testkit.server.TestPostgres;
import java.nio.file.Path;
import javax.sql.DataSource;

/** Orders in which uploads and collectors come, over one real database. */
public final class CollectionSchedules implements Simulation {
    private final DataSource database = TestPostgres.newDatabase();
    private final Path folder;
    private final int longOneIn;
    private long steps;
    private long killed;

    /**
     * Makes the database.
     *
     * @param folder an existing one, for a root key
     * @param longOneIn of so many schedules one is long, by its seed, and the others are brief
     */
    public CollectionSchedules(Path folder, int longOneIn) {
        this.folder = folder;
        this.longOneIn = longOneIn;
    }

    @Override
    public String unit() {
        return "schedules";
    }

    @Override
    public long run(long seed) {
        boolean brief = Math.floorMod(seed, longOneIn) != 0;
        try (var world = new CollectionWorld(database, folder.resolve("root.key"), seed, brief)) {
            world.run();
            steps += world.order.steps();
            killed += world.order.killed();
            return 1;
        }
    }

    long steps() {
        return steps;
    }

    /** Collectors that were killed. */
    long killed() {
        return killed;
    }

    @Override
    public void close() {
        // The database ends with the JVM.
    }
}
