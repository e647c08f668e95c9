package dev.cairn.storage.backup;

import dev.cairn.storage.backup.BackupManifest.Script;
import dev.cairn.storage.backup.BackupManifest.Sequence;
import dev.cairn.storage.backup.BackupManifest.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Fills an empty database with what {@link JdbcDatabaseCopy} told; everything or, until {@link #commit}, nothing. */
final class JdbcDatabaseLoad implements AutoCloseable {
    private final Connection connection;

    private JdbcDatabaseLoad(Connection connection) {
        this.connection = connection;
    }

    /** {@link BackupException} unless the database is empty. */
    static JdbcDatabaseLoad begin(DataSource database) {
        try {
            var connection = database.getConnection();
            connection.setAutoCommit(false);
            var load = new JdbcDatabaseLoad(connection);
            // Rows come table by table; that they fit together was checked when they were written.
            load.execute("SET LOCAL session_replication_role = replica");
            return load;
        } catch (SQLException e) {
            throw new BackupException("the database cannot be filled: " + e.getMessage(), e);
        }
    }

    /** Makes what a migration made: the same script of the same schema, from this program. */
    void run(Script script) {
        var name = "db/" + script.schema() + "/" + script.name();
        try (var in = JdbcDatabaseLoad.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new BackupException("this backup was written by another Cairn: there is no " + name + " here");
            }
            execute("CREATE SCHEMA IF NOT EXISTS " + JdbcDatabaseCopy.quoted(script.schema()));
            execute("SET LOCAL search_path = " + JdbcDatabaseCopy.quoted(script.schema()) + ", public");
            execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BackupException(name + " cannot be read", e);
        }
    }

    /** Makes Flyway's own table, which is in no script. */
    void history(String schema) {
        execute("""
                CREATE TABLE IF NOT EXISTS %1$s.flyway_schema_history (
                    installed_rank integer NOT NULL, version varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL,
                    script varchar(1000) NOT NULL, checksum integer, installed_by varchar(100) NOT NULL,
                    installed_on timestamp NOT NULL DEFAULT now(), execution_time integer NOT NULL, success boolean NOT NULL,
                    CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank));
                CREATE INDEX IF NOT EXISTS flyway_schema_history_s_idx ON %1$s.flyway_schema_history (success)
                """.formatted(JdbcDatabaseCopy.quoted(schema)));
    }

    /** Fills a table; {@link BackupException} unless as many rows came as were written. */
    void fill(Table table, InputStream rows) throws IOException {
        var target = new JdbcDatabaseCopy.Table(table.schema(), table.name(), table.columns());
        // A migration may have put rows there that are among those that come.
        execute("DELETE FROM " + JdbcDatabaseCopy.quoted(table.schema()) + "." + JdbcDatabaseCopy.quoted(table.name()));
        try {
            long came = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + target.sql() + " FROM STDIN (FORMAT binary)", rows);
            if (came != table.rows()) {
                throw new BackupException("table " + table.schema() + "." + table.name() + " has " + came
                        + " rows in the backup, not " + table.rows());
            }
        } catch (SQLException e) {
            throw new BackupException(
                    "table " + table.schema() + "." + table.name() + " cannot be filled: " + e.getMessage(), e);
        }
    }

    void set(Sequence sequence) {
        try (var statement = connection.prepareStatement("SELECT setval(?::regclass, ?)")) {
            statement.setString(
                    1, JdbcDatabaseCopy.quoted(sequence.schema()) + "." + JdbcDatabaseCopy.quoted(sequence.name()));
            statement.setLong(2, sequence.last());
            statement.execute();
        } catch (SQLException e) {
            throw new BackupException("sequence " + sequence.name() + " cannot be set: " + e.getMessage(), e);
        }
    }

    /**
     * Begins a new history in every space, so that devices that know a later one than this merge with what is there and delete
     * nothing (docs/adr/0066).
     */
    void newHistories(SecureRandom random) {
        try (var spaces = connection.prepareStatement("SELECT id FROM metadata.space");
                var update = connection.prepareStatement("UPDATE metadata.space SET epoch = ? WHERE id = ?");
                var rows = spaces.executeQuery()) {
            while (rows.next()) {
                update.setLong(1, random.nextLong());
                update.setObject(2, rows.getObject(1));
                update.addBatch();
            }
            update.executeBatch();
        } catch (SQLException e) {
            throw new BackupException("the spaces cannot begin a new history: " + e.getMessage(), e);
        }
    }

    /** What ran when the backup was made does not run here. */
    void endJobs() {
        execute("UPDATE storage.jobs SET state = 'INTERRUPTED', ended = now() WHERE state = 'RUNNING'");
    }

    void commit() {
        try {
            connection.commit();
            connection.setAutoCommit(true);
            execute("ANALYZE");
        } catch (SQLException e) {
            throw new BackupException("the database cannot be filled: " + e.getMessage(), e);
        }
    }

    private void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BackupException("the database cannot be filled: " + e.getMessage(), e);
        }
    }

    /** Undoes what was not committed. */
    @Override
    public void close() {
        try {
            try (connection) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw new BackupException("the database does not answer: " + e.getMessage(), e);
        }
    }
}
