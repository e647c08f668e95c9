package dev.cairn.storage;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import javax.sql.DataSource;

/** The schema as the module makes it. */
public final class StorageSchema {
    private static final Set<DataSource> UP_TO_DATE = Collections.newSetFromMap(new IdentityHashMap<>());

    private StorageSchema() {}

    public static void migrate(DataSource database) {
        new StorageModule().storageFlyway(database).migrate();
    }

    /** Once for each database: finding out that there is nothing to do takes longer than many a simulated life. */
    public static synchronized void migrateOnce(DataSource database) {
        if (UP_TO_DATE.add(database)) {
            migrate(database);
        }
    }
}
