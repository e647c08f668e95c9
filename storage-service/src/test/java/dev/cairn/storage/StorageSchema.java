package dev.cairn.storage;

import javax.sql.DataSource;

/** The schema as the module makes it. */
public final class StorageSchema {
    private StorageSchema() {}

    public static void migrate(DataSource database) {
        new StorageModule().storageFlyway(database).migrate();
    }
}
