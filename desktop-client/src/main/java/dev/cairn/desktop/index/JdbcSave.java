package dev.cairn.desktop.index;

import static dev.cairn.desktop.index.JdbcRows.bytes;
import static dev.cairn.desktop.index.JdbcRows.bytesOrNull;

import dev.cairn.content.Manifest;
import dev.cairn.content.ManifestCodec;
import dev.cairn.contracts.id.NodeId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes changed nodes and an entry in the transaction of a connection; the caller commits. */
final class JdbcSave implements AutoCloseable {
    private static final int BATCH = 500;

    private final JsonMapper json;
    private final Connection connection;
    private final List<PreparedStatement> open = new ArrayList<>();
    private final PreparedStatement putRemote;
    private final PreparedStatement dropRemote;
    private final PreparedStatement putSynced;
    private final PreparedStatement dropSynced;
    private final PreparedStatement putLocal;
    private final PreparedStatement dropLocal;
    private int rows;

    JdbcSave(Connection connection, JsonMapper json) throws SQLException {
        this.connection = connection;
        this.json = json;
        putRemote = prepare("replace into remote values (?,?,?,?,?,?,?,?,?)");
        dropRemote = prepare("delete from remote where id=?");
        putSynced = prepare("replace into synced values (?,?,?,?,?,?,?,?,?,?)");
        dropSynced = prepare("delete from synced where id=?");
        putLocal = prepare("replace into local values (?,?,?,?,?)");
        dropLocal = prepare("delete from local where id=?");
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        var statement = connection.prepareStatement(sql);
        open.add(statement);
        return statement;
    }

    void trees(Replica changed) throws SQLException {
        for (var id : changed.remote().touched()) {
            remote(id, changed.remote().get(id));
        }
        var touched = new HashSet<>(changed.local().touched());
        for (var id : changed.synced().touched()) {
            synced(id, changed.synced().get(id));
            touched.add(id);
        }
        for (var id : touched) {
            local(id, changed.local().get(id), changed.synced().get(id));
        }
        for (var statement : open) {
            statement.executeBatch();
        }
    }

    private void remote(NodeId id, @Nullable RemoteNode node) throws SQLException {
        if (node == null) {
            drop(dropRemote, id);
            return;
        }
        putRemote.setBytes(1, bytes(id.value()));
        putRemote.setBytes(2, bytesOrNull(node.parent()));
        putRemote.setString(3, node.name());
        putRemote.setLong(4, node.sequence());
        JdbcRows.file(putRemote, 5, node.file());
        add(putRemote);
    }

    private void synced(NodeId id, @Nullable SyncedNode node) throws SQLException {
        if (node == null) {
            drop(dropSynced, id);
            return;
        }
        putSynced.setBytes(1, bytes(id.value()));
        putSynced.setBytes(2, bytesOrNull(node.parent()));
        putSynced.setString(3, node.name());
        JdbcRows.file(putSynced, 4, node.file());
        putSynced.setBytes(9, StampCodec.encode(node.stamp()));
        putSynced.setInt(10, node.settled() ? 1 : 0);
        add(putSynced);
    }

    /** Keeps only what cannot be taken from the base: unsynced, moved, edited or deleted nodes. */
    private void local(NodeId id, @Nullable LocalNode node, @Nullable SyncedNode synced) throws SQLException {
        if (isAsBase(node, synced)) {
            drop(dropLocal, id);
            return;
        }
        putLocal.setBytes(1, bytes(id.value()));
        putLocal.setBytes(2, node == null ? null : bytesOrNull(node.parent()));
        putLocal.setString(3, node == null ? null : node.name());
        putLocal.setBytes(4, node == null ? null : StampCodec.encode(node.stamp()));
        putLocal.setBytes(
                5,
                node == null || node.content() == null ? null : node.content().toBytes());
        add(putLocal);
    }

    private static boolean isAsBase(@Nullable LocalNode node, @Nullable SyncedNode synced) {
        if (node == null || synced == null) {
            return node == null && synced == null;
        }
        return synced.samePlace(node)
                && synced.stamp().equals(node.stamp())
                && (synced.folder() || node.has(synced.fileState().content()));
    }

    private void drop(PreparedStatement statement, NodeId id) throws SQLException {
        statement.setBytes(1, bytes(id.value()));
        add(statement);
    }

    private void add(PreparedStatement statement) throws SQLException {
        statement.addBatch();
        if (++rows % BATCH == 0) {
            for (var each : open) {
                each.executeBatch();
            }
        }
    }

    void entry(JournalEntry entry) throws SQLException {
        try (var fact = connection.prepareStatement("replace into fact values (?,?)");
                var sending = connection.prepareStatement("insert or ignore into pending (id, batch) values (?,?)");
                var answered = connection.prepareStatement("delete from pending where id=?")) {
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
        }
        for (var manifest : entry.manifests.values()) {
            manifest(manifest);
        }
    }

    private void manifest(Manifest made) throws SQLException {
        var content = made.id().toBytes();
        try (var manifest = connection.prepareStatement("insert or ignore into manifest values (?,?)");
                var chunk = connection.prepareStatement("insert or ignore into chunk values (?,?,?)")) {
            manifest.setBytes(1, content);
            manifest.setBytes(2, ManifestCodec.encode(made));
            manifest.executeUpdate();
            long at = 0;
            for (var piece : made.chunks()) {
                chunk.setBytes(1, piece.id().toBytes());
                chunk.setBytes(2, content);
                chunk.setLong(3, at);
                chunk.addBatch();
                at += piece.length();
            }
            chunk.executeBatch();
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
