package dev.cairn.desktop.index;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.desktop.index.RemoteNode.FileState;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How nodes stand in the journal's rows (docs/formats.md, "Journal"): ids as 16 bytes, times as seconds and nanoseconds. */
final class JdbcRows {
    private static final int ID_BYTES = 16;
    private static final int TIME_BYTES = 12;

    private JdbcRows() {}

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static byte @Nullable [] bytesOrNull(@Nullable NodeId id) {
        return id == null ? null : bytes(id.value());
    }

    static RemoteNode remote(ResultSet row) throws SQLException {
        return new RemoteNode(
                id(row, "id"), idOrNull(row, "parent"), row.getString("name"), row.getLong("sequence"), file(row));
    }

    static SyncedNode synced(ResultSet row) throws SQLException {
        return new SyncedNode(
                id(row, "id"),
                idOrNull(row, "parent"),
                row.getString("name"),
                file(row),
                StampCodec.decode(row.getBytes("stamp")),
                row.getInt("settled") == 1);
    }

    /** A node as its base says it looks on disk. */
    static LocalNode asBase(SyncedNode synced) {
        var file = synced.file();
        return new LocalNode(
                synced.id(), synced.parent(), synced.name(), synced.stamp(), file == null ? null : file.content());
    }

    /** Null: what the base says is on disk is not. */
    static @Nullable LocalNode local(ResultSet row) throws SQLException {
        var stamp = row.getBytes("stamp");
        if (stamp == null) {
            return null;
        }
        var content = row.getBytes("content");
        return new LocalNode(
                id(row, "id"),
                idOrNull(row, "parent"),
                row.getString("name"),
                StampCodec.decode(stamp),
                content == null ? null : ContentId.ofDigest(content));
    }

    static NodeId id(ResultSet row, String column) throws SQLException {
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

    /** Fills version, content, size, time and executable bit, from parameter {@code from} on. */
    static void file(PreparedStatement statement, int from, @Nullable FileState file) throws SQLException {
        statement.setBytes(from, file == null ? null : bytes(file.version().value()));
        statement.setBytes(from + 1, file == null ? null : file.content().toBytes());
        statement.setObject(from + 2, file == null ? null : file.size());
        statement.setBytes(from + 3, file == null ? null : time(file.modified()));
        statement.setObject(from + 4, file == null ? null : (file.executable() ? 1 : 0));
    }

    private static UUID uuid(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        return new UUID(in.getLong(), in.getLong());
    }

    private static byte[] time(Instant time) {
        return ByteBuffer.allocate(TIME_BYTES)
                .putLong(time.getEpochSecond())
                .putInt(time.getNano())
                .array();
    }
}
