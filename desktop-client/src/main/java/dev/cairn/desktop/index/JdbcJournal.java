package dev.cairn.desktop.index;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.content.ManifestCodec;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.desktop.index.RemoteNode.FileState;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal in SQLite: write-ahead log, synchronous=FULL. One connection writes, one reads, so status queries and workers
 * never wait for a transaction. Format 1 (docs/formats.md, "Journal").
 */
public final class JdbcJournal implements Journal {
    private static final int FORMAT = 1;
    private static final int CHUNK_PLACES_MAX = 8;
    private static final String[] SCHEMA = {
        "create table fact (name text primary key, value text not null) without rowid",
        "create table remote (id blob primary key, parent blob, name text not null, sequence integer not null, version blob,"
                + " content blob, size integer, modified blob, executable integer) without rowid",
        "create table synced (id blob primary key, parent blob, name text not null, version blob, content blob, size integer,"
                + " modified blob, executable integer, stamp blob not null, settled integer not null) without rowid",
        "create table local (id blob primary key, parent blob, name text, stamp blob, content blob) without rowid",
        "create table pending (n integer primary key autoincrement, id blob not null unique, batch blob not null)",
        "create table manifest (content blob primary key, encoded blob not null) without rowid",
        "create table chunk (id blob not null, content blob not null, at integer not null, primary key (id, content, at))"
                + " without rowid"
    };

    private final Connection writer;
    private final Connection reader;
    private final JsonMapper json;

    /** Opens or makes the journal; {@link IllegalStateException} when it is of a later format or damaged. */
    public JdbcJournal(Path file, JsonMapper json) {
        this.json = json;
        try {
            this.writer = open(file);
            prepare();
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

    private void prepare() throws SQLException {
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

    @Override
    public void load(Replica into) {
        try (var statement = writer.createStatement()) {
            try (var row = statement.executeQuery("select * from remote")) {
                while (row.next()) {
                    into.remote()
                            .put(new RemoteNode(
                                    id(row, "id"),
                                    idOrNull(row, "parent"),
                                    row.getString("name"),
                                    row.getLong("sequence"),
                                    file(row)));
                }
            }
            try (var row = statement.executeQuery("select * from synced")) {
                while (row.next()) {
                    var synced = new SyncedNode(
                            id(row, "id"),
                            idOrNull(row, "parent"),
                            row.getString("name"),
                            file(row),
                            StampCodec.decode(row.getBytes("stamp")),
                            row.getInt("settled") == 1);
                    into.synced().put(synced);
                    into.local()
                            .put(new LocalNode(
                                    synced.id(),
                                    synced.parent(),
                                    synced.name(),
                                    synced.stamp(),
                                    synced.file() == null ? null : synced.file().content()));
                }
            }
            try (var row = statement.executeQuery("select * from local")) {
                while (row.next()) {
                    var stamp = row.getBytes("stamp");
                    if (stamp == null) {
                        into.local().remove(id(row, "id"));
                    } else {
                        var content = row.getBytes("content");
                        into.local()
                                .put(new LocalNode(
                                        id(row, "id"),
                                        idOrNull(row, "parent"),
                                        row.getString("name"),
                                        StampCodec.decode(stamp),
                                        content == null ? null : ContentId.ofDigest(content)));
                    }
                }
            }
            into.remote().drainTouched((id, node) -> {});
            into.local().drainTouched((id, node) -> {});
            into.synced().drainTouched((id, node) -> {});
            writer.commit();
        } catch (SQLException e) {
            throw damaged(e);
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
    public void save(Replica changed, JournalEntry entry) {
        try (var save = new Save()) {
            changed.remote().drainTouched(save::remote);
            var touched = new java.util.HashSet<NodeId>();
            changed.synced().drainTouched((id, node) -> {
                save.synced(id, node);
                touched.add(id);
            });
            changed.local().drainTouched((id, node) -> touched.add(id));
            for (var id : touched) {
                save.local(id, changed.local().get(id), changed.synced().get(id));
            }
            save.entry(entry);
            save.finish();
            writer.commit();
        } catch (SQLException e) {
            try {
                writer.rollback();
            } catch (SQLException inner) {
                e.addSuppressed(inner);
            }
            throw damaged(e);
        }
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
            writer.close();
        } catch (SQLException e) {
            throw damaged(e);
        }
    }

    private static IllegalStateException damaged(SQLException e) {
        return new IllegalStateException("the journal cannot be used: " + e.getMessage(), e);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID uuid(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        return new UUID(in.getLong(), in.getLong());
    }

    private static byte[] time(Instant time) {
        return ByteBuffer.allocate(12)
                .putLong(time.getEpochSecond())
                .putInt(time.getNano())
                .array();
    }

    private static NodeId id(ResultSet row, String column) throws SQLException {
        return new NodeId(uuid(row.getBytes(column)));
    }

    private static @Nullable NodeId idOrNull(ResultSet row, String column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? null : new NodeId(uuid(bytes));
    }

    private static @Nullable FileState file(ResultSet row) throws SQLException {
        var content = row.getBytes("content");
        if (content == null) {
            return null;
        }
        var modified = ByteBuffer.wrap(row.getBytes("modified"));
        return new FileState(
                new VersionId(uuid(row.getBytes("version"))),
                ContentId.ofDigest(content),
                row.getLong("size"),
                Instant.ofEpochSecond(modified.getLong(), modified.getInt()),
                row.getInt("executable") == 1);
    }

    /** The statements of one transaction. */
    private final class Save implements Closeable {
        private static final int BATCH = 500;

        private final List<PreparedStatement> open = new ArrayList<>();
        private final PreparedStatement putRemote = prepare("replace into remote values (?,?,?,?,?,?,?,?,?)");
        private final PreparedStatement dropRemote = prepare("delete from remote where id=?");
        private final PreparedStatement putSynced = prepare("replace into synced values (?,?,?,?,?,?,?,?,?,?)");
        private final PreparedStatement dropSynced = prepare("delete from synced where id=?");
        private final PreparedStatement putLocal = prepare("replace into local values (?,?,?,?,?)");
        private final PreparedStatement dropLocal = prepare("delete from local where id=?");
        private int rows;

        Save() throws SQLException {}

        private PreparedStatement prepare(String sql) throws SQLException {
            var statement = writer.prepareStatement(sql);
            open.add(statement);
            return statement;
        }

        void remote(NodeId id, @Nullable RemoteNode node) {
            try {
                if (node == null) {
                    dropRemote.setBytes(1, bytes(id.value()));
                    add(dropRemote);
                    return;
                }
                putRemote.setBytes(1, bytes(id.value()));
                putRemote.setBytes(
                        2, node.parent() == null ? null : bytes(node.parent().value()));
                putRemote.setString(3, node.name());
                putRemote.setLong(4, node.sequence());
                file(putRemote, 5, node.file());
                add(putRemote);
            } catch (SQLException e) {
                throw damaged(e);
            }
        }

        void synced(NodeId id, @Nullable SyncedNode node) {
            try {
                if (node == null) {
                    dropSynced.setBytes(1, bytes(id.value()));
                    add(dropSynced);
                    return;
                }
                putSynced.setBytes(1, bytes(id.value()));
                putSynced.setBytes(
                        2, node.parent() == null ? null : bytes(node.parent().value()));
                putSynced.setString(3, node.name());
                file(putSynced, 4, node.file());
                putSynced.setBytes(9, StampCodec.encode(node.stamp()));
                putSynced.setInt(10, node.settled() ? 1 : 0);
                add(putSynced);
            } catch (SQLException e) {
                throw damaged(e);
            }
        }

        /** Keeps only what cannot be taken from the base: unsynced, moved, edited or deleted nodes. */
        void local(NodeId id, @Nullable LocalNode node, @Nullable SyncedNode synced) throws SQLException {
            boolean asBase = node == null
                    ? synced == null
                    : synced != null
                            && synced.samePlace(node)
                            && synced.stamp().equals(node.stamp())
                            && (synced.folder() || node.has(synced.fileState().content()));
            if (asBase) {
                dropLocal.setBytes(1, bytes(id.value()));
                add(dropLocal);
                return;
            }
            putLocal.setBytes(1, bytes(id.value()));
            putLocal.setBytes(
                    2,
                    node == null || node.parent() == null
                            ? null
                            : bytes(node.parent().value()));
            putLocal.setString(3, node == null ? null : node.name());
            putLocal.setBytes(4, node == null ? null : StampCodec.encode(node.stamp()));
            putLocal.setBytes(
                    5,
                    node == null || node.content() == null
                            ? null
                            : node.content().toBytes());
            add(putLocal);
        }

        void entry(JournalEntry entry) throws SQLException {
            try (var fact = writer.prepareStatement("replace into fact values (?,?)");
                    var sending = writer.prepareStatement("insert into pending (id, batch) values (?,?)");
                    var answered = writer.prepareStatement("delete from pending where id=?");
                    var manifest = writer.prepareStatement("insert or ignore into manifest values (?,?)");
                    var chunk = writer.prepareStatement("insert or ignore into chunk values (?,?,?)")) {
                for (var each : entry.facts.entrySet()) {
                    fact.setString(1, each.getKey());
                    fact.setString(2, each.getValue());
                    fact.executeUpdate();
                }
                for (var batch : entry.sending) {
                    sending.setBytes(1, bytes(batch.id()));
                    sending.setBytes(2, json.writeValueAsBytes(batch));
                    sending.executeUpdate();
                }
                for (var id : entry.answered) {
                    answered.setBytes(1, bytes(id));
                    answered.executeUpdate();
                }
                for (var each : entry.manifests.entrySet()) {
                    manifest.setBytes(1, each.getKey().toBytes());
                    manifest.setBytes(2, ManifestCodec.encode(each.getValue()));
                    manifest.executeUpdate();
                    long at = 0;
                    for (var piece : each.getValue().chunks()) {
                        chunk.setBytes(1, piece.id().toBytes());
                        chunk.setBytes(2, each.getKey().toBytes());
                        chunk.setLong(3, at);
                        chunk.addBatch();
                        at += piece.length();
                    }
                    chunk.executeBatch();
                }
            }
        }

        private void file(PreparedStatement statement, int from, @Nullable FileState file) throws SQLException {
            statement.setBytes(from, file == null ? null : bytes(file.version().value()));
            statement.setBytes(from + 1, file == null ? null : file.content().toBytes());
            statement.setObject(from + 2, file == null ? null : file.size());
            statement.setBytes(from + 3, file == null ? null : time(file.modified()));
            statement.setObject(from + 4, file == null ? null : (file.executable() ? 1 : 0));
        }

        private void add(PreparedStatement statement) throws SQLException {
            statement.addBatch();
            if (++rows % BATCH == 0) {
                finish();
            }
        }

        void finish() throws SQLException {
            for (var statement : open) {
                statement.executeBatch();
            }
        }

        @Override
        public void close() {
            for (var statement : open) {
                try {
                    statement.close();
                } catch (SQLException e) {
                    // The transaction is over either way.
                }
            }
        }
    }
}
