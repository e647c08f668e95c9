package dev.cairn.notification;

import dev.cairn.testkit.server.TestPostgres;
import javax.sql.DataSource;

/** A database with the schema of this service. */
public final class TestDatabase {
    private TestDatabase() {}

    /** Fresh and migrated. */
    public static DataSource create() {
        var dataSource = TestPostgres.newDatabase();
        new NotificationModule().notificationFlyway(dataSource).migrate();
        return dataSource;
    }
}
