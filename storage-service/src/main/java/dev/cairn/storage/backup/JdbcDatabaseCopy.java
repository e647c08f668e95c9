package dev.cairn.storage.backup;

import dev.cairn.storage.backup.BackupManifest.Script;
import dev.cairn.storage.backup.BackupManifest.Sequence;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Everything in a database as of one moment, told by one transaction that sees that moment only, however long it reads and
 * whatever is written meanwhile. Nothing in the database waits for it. Closing ends the transaction.
 */
final class JdbcDatabaseCopy implements AutoCloseable {
    private static final String OWN_SCHEMAS = "nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'";

    private final Connection connection;

    private JdbcDatabaseCopy(Connection connection) {
        this.connection = connection;
    }

    /** Fixes the moment: every commit that was acknowledged before this was called is seen. */
    static JdbcDatabaseCopy begin(DataSource database) {
        try {
            var connection = database.getConnection();
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
                // Columns are named in full, and times are written in one way, whatever the session is set to.
                statement.execute("SELECT set_config('search_path', '', true)");
            }
            return new JdbcDatabaseCopy(connection);
        } catch (SQLException e) {
            throw new BackupException("the database cannot be copied: " + e.getMessage(), e);
        }
    }

    /** A table with its columns, those that are computed from others left out. */
    record Table(String schema, String name, List<String> columns) {
        String sql() {
            return quoted(schema) + "." + quoted(name) + " ("
                    + String.join(
                            ", ", columns.stream().map(JdbcDatabaseCopy::quoted).toList()) + ")";
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    List<Table> tables() {
        var columns = new LinkedHashMap<List<String>, List<String>>();
        query("""
                SELECT n.nspname, c.relname, a.attname FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
                WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
                    AND a.attgenerated = '' AND NOT EXISTS
                        (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') AND\s""" + OWN_SCHEMAS + " ORDER BY 1, 2, a.attnum", row -> columns.computeIfAbsent(
                        List.of(row[0], row[1]), _ -> new ArrayList<>())
                .add(row[2]));
        var tables = new ArrayList<Table>();
        columns.forEach((name, of) -> tables.add(new Table(name.get(0), name.get(1), List.copyOf(of))));
        return tables;
    }

    List<Sequence> sequences() {
        var sequences = new ArrayList<Sequence>();
        query(
                "SELECT schemaname, sequencename, last_value FROM pg_catalog.pg_sequences WHERE last_value IS NOT NULL "
                        + "ORDER BY 1, 2",
                row -> sequences.add(new Sequence(row[0], row[1], Long.parseLong(row[2]))));
        return sequences;
    }

    /** The migrations that made the schemas, in the order they ran. */
    List<Script> scripts() {
        var schemas = new ArrayList<String>();
        query(
                "SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                        + "WHERE c.relname = 'flyway_schema_history' ORDER BY 1",
                row -> schemas.add(row[0]));
        var scripts = new ArrayList<Script>();
        for (var schema : schemas) {
            query(
                    "SELECT script FROM " + quoted(schema)
                            + ".flyway_schema_history WHERE type = 'SQL' AND success ORDER BY installed_rank",
                    row -> scripts.add(new Script(schema, row[0])));
        }
        return scripts;
    }

    /** Writes the rows of a table in PostgreSQL's binary copy format; returns how many. */
    long rows(Table table, OutputStream out) throws IOException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY " + table.sql() + " TO STDOUT (FORMAT binary)", out);
        } catch (SQLException e) {
            throw new BackupException(
                    "table " + table.schema() + "." + table.name() + " cannot be copied: " + e.getMessage(), e);
        }
    }

    /** Packs the database knows, and their bytes, in order; every pack that any name needs is among them. */
    long packs(PackSink sink) throws IOException {
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            long count = 0;
            try (var rows = statement.executeQuery(
                    "SELECT replace(pack::text, '-', ''), bytes FROM storage.packs WHERE EXISTS (SELECT FROM storage.chunks WHERE chunks.pack = packs.pack)"
                            + " OR EXISTS (SELECT FROM storage.manifests WHERE manifests.pack = packs.pack) ORDER BY pack")) {
                while (rows.next()) {
                    sink.pack(rows.getString(1), rows.getLong(2));
                    count++;
                }
            }
            return count;
        } catch (SQLException e) {
            throw new BackupException("the packs cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Takes packs one by one. */
    @FunctionalInterface
    interface PackSink {
        /** A pack by its 32 hexadecimal digits. */
        void pack(String name, long bytes) throws IOException;
    }

    @FunctionalInterface
    private interface RowSink {
        void row(String[] row);
    }

    private void query(String sql, RowSink sink) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var row = new String[rows.getMetaData().getColumnCount()];
            while (rows.next()) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = rows.getString(i + 1);
                }
                sink.row(row.clone());
            }
        } catch (SQLException e) {
            throw new BackupException("the database cannot be copied: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            try (connection) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new BackupException("the database does not answer: " + e.getMessage(), e);
        }
    }
}
