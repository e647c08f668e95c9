package dev.cairn.desktop.index;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.content.ManifestCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal in SQLite: write-ahead log, synchronous=FULL. One connection writes, one reads, so status queries and workers
 * never wait for a transaction. Format 1 (docs/formats.md, "Journal").
 */
public final class JdbcJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcJournal.class);
    private static final int FORMAT = 1;
    private static final int CHUNK_PLACES_MAX = 8;
    /** SQLite's extended result codes carry the primary one in their lowest byte. */
    private static final int PRIMARY_CODE = 0xff;

    private static final String[] SCHEMA = {
        "create table fact (name text primary key, value text not null) without rowid",
        "create table remote (id blob primary key, parent blob, name text not null, sequence integer not null, version"
                + " blob, content blob, size integer, modified blob, executable integer) without rowid",
        "create table synced (id blob primary key, parent blob, name text not null, version blob, content blob, size"
                + " integer, modified blob, executable integer, stamp blob not null, settled integer not null) without"
                + " rowid",
        "create table local (id blob primary key, parent blob, name text, stamp blob, content blob) without rowid",
        "create table pending (n integer primary key autoincrement, id blob not null unique, batch blob not null)",
        "create table manifest (content blob primary key, encoded blob not null) without rowid",
        "create table chunk (id blob not null, content blob not null, at integer not null, primary key (id, content,"
                + " at)) without rowid"
    };

    private final Path file;
    /** Null after a save that failed: SQLite has ended the transaction then, and its driver does not notice. */
    private @Nullable Connection writer;

    private final Connection reader;
    private final JsonMapper json;

    /** Opens or makes the journal; {@link IllegalStateException} when it is of a later format or damaged. */
    public JdbcJournal(Path file, JsonMapper json) {
        this.file = file;
        this.json = json;
        try {
            var first = open(file);
            prepare(first);
            this.writer = first;
            this.reader = open(file);
        } catch (SQLException e) {
            throw new IllegalStateException("the journal " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static Connection open(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("pragma journal_mode=wal");
            statement.execute("pragma synchronous=full");
            statement.execute("pragma busy_timeout=10000");
            statement.execute("pragma cache_size=-4000");
        }
        return connection;
    }

    private static void prepare(Connection writer) throws SQLException {
        int format;
        try (var statement = writer.createStatement();
                var row = statement.executeQuery("pragma user_version")) {
            format = row.next() ? row.getInt(1) : 0;
        }
        if (format > FORMAT) {
            throw new SQLException("it was written by a later version (format " + format + ")");
        }
        writer.setAutoCommit(false);
        if (format == 0) {
            try (var statement = writer.createStatement()) {
                for (var sql : SCHEMA) {
                    statement.execute(sql);
                }
                statement.execute("pragma user_version=" + FORMAT);
            }
            writer.commit();
        }
    }

    private Connection writer() throws SQLException {
        var open = writer;
        if (open == null) {
            open = open(file);
            open.setAutoCommit(false);
            writer = open;
        }
        return open;
    }

    @Override
    public void load(Replica into) {
        try (var statement = writer().createStatement()) {
            try (var row = statement.executeQuery("select * from remote")) {
                while (row.next()) {
                    into.remote().put(JdbcRows.remote(row));
                }
            }
            try (var row = statement.executeQuery("select * from synced")) {
                while (row.next()) {
                    var synced = JdbcRows.synced(row);
                    into.synced().put(synced);
                    into.local().put(JdbcRows.asBase(synced));
                }
            }
            try (var row = statement.executeQuery("select * from local")) {
                while (row.next()) {
                    var local = JdbcRows.local(row);
                    if (local == null) {
                        into.local().remove(JdbcRows.id(row, "id"));
                    } else {
                        into.local().put(local);
                    }
                }
            }
            into.saved();
            writer().commit();
        } catch (SQLException e) {
            throw damaged(e);
        }
    }

    @Override
    public void tidy() {
        try (var statement = writer().createStatement()) {
            int forgotten = statement.executeUpdate("delete from manifest where content not in (select content from"
                    + " synced where content is not null union select content from local where content is not null)");
            if (forgotten > 0) {
                statement.executeUpdate("delete from chunk where content not in (select content from manifest)");
            }
            writer().commit();
        } catch (SQLException e) {
            undo(e);
            LOG.info("the journal is tidied at another start", failure(e));
        }
    }

    @Override
    public Optional<String> fact(String name) {
        synchronized (reader) {
            try (var statement = reader.prepareStatement("select value from fact where name=?")) {
                statement.setString(1, name);
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            } catch (SQLException e) {
                throw damaged(e);
            }
        }
    }

    @Override
    public List<PendingCommit> pending() {
        var batches = new ArrayList<PendingCommit>();
        synchronized (reader) {
            try (var statement = reader.createStatement();
                    var row = statement.executeQuery("select batch from pending order by n")) {
                while (row.next()) {
                    batches.add(json.readValue(row.getBytes(1), PendingCommit.class));
                }
            } catch (SQLException e) {
                throw damaged(e);
            }
        }
        return batches;
    }

    @Override
    public void save(Replica changed, JournalEntry entry) throws IOException {
        try (var save = new JdbcSave(writer(), json)) {
            save.trees(changed);
            save.entry(entry);
            writer().commit();
        } catch (SQLException e) {
            undo(e);
            throw failure(e);
        } catch (RuntimeException e) {
            undo(e);
            throw e;
        }
        changed.saved();
        entry.clear();
    }

    @Override
    public Optional<Manifest> manifest(ContentId content) {
        synchronized (reader) {
            try (var statement = reader.prepareStatement("select encoded from manifest where content=?")) {
                statement.setBytes(1, content.toBytes());
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(ManifestCodec.decode(row.getBytes(1))) : Optional.empty();
                }
            } catch (SQLException e) {
                throw damaged(e);
            }
        }
    }

    @Override
    public List<ChunkPlace> chunk(ChunkId chunk) {
        var places = new ArrayList<ChunkPlace>();
        synchronized (reader) {
            try (var statement =
                    reader.prepareStatement("select content, at from chunk where id=? limit " + CHUNK_PLACES_MAX)) {
                statement.setBytes(1, chunk.toBytes());
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        places.add(new ChunkPlace(ContentId.ofDigest(row.getBytes(1)), row.getLong(2)));
                    }
                }
            } catch (SQLException e) {
                throw damaged(e);
            }
        }
        return places;
    }

    @Override
    public void close() {
        try {
            synchronized (reader) {
                reader.close();
            }
            closeWriter();
        } catch (SQLException e) {
            throw damaged(e);
        }
    }

    /** Nothing of a save that failed may go into the next one by itself; closing rolls back. */
    private void undo(Exception e) {
        try {
            closeWriter();
        } catch (SQLException inner) {
            e.addSuppressed(inner);
        }
    }

    private void closeWriter() throws SQLException {
        var open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }

    /** A full disk and the like pass; what was to be saved is still to be saved then. */
    private IOException failure(SQLException e) {
        var code = e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        int kind = code.code & PRIMARY_CODE;
        if (kind == SQLiteErrorCode.SQLITE_FULL.code) {
            return new IOException("there is no room on the disk of the journal " + file, e);
        }
        if (kind == SQLiteErrorCode.SQLITE_IOERR.code
                || kind == SQLiteErrorCode.SQLITE_READONLY.code
                || kind == SQLiteErrorCode.SQLITE_BUSY.code
                || kind == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return new IOException("the journal " + file + " cannot be written: " + e.getMessage(), e);
        }
        throw damaged(e);
    }

    private static IllegalStateException damaged(SQLException e) {
        return new IllegalStateException("the journal cannot be used: " + e.getMessage(), e);
    }
}
