package dev.cairn.metadata.version;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.metadata.node.VersionRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the table version. */
final class JdbcVersions {
    private static final String OF_NODE = """
            SELECT node_id, sequence, id, content, size, modified_s, modified_ns, executable, attributes, created_at, author_id,
                author_name, device_id FROM metadata.version WHERE space_id = ? AND node_id = ?""";

    private final JdbcClient jdbc;
    private final JdbcNodeRows rows;

    JdbcVersions(JdbcClient jdbc, JdbcNodeRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Newest first. */
    List<VersionRow> of(SpaceId space, NodeId node, int limit) {
        return jdbc.sql(OF_NODE + " ORDER BY sequence DESC LIMIT ?")
                .param(space.value())
                .param(node.value())
                .param(limit)
                .query((row, _) -> version(row))
                .list();
    }

    Optional<VersionRow> find(SpaceId space, NodeId node, VersionId version) {
        return jdbc.sql(OF_NODE + " AND id = ?")
                .param(space.value())
                .param(node.value())
                .param(version.value())
                .query((row, _) -> version(row))
                .optional();
    }

    private VersionRow version(ResultSet row) throws SQLException {
        var device = row.getObject("device_id", UUID.class);
        return new VersionRow(
                new NodeId(row.getObject("node_id", UUID.class)),
                row.getLong("sequence"),
                new NodeRow.Body(
                        new VersionId(row.getObject("id", UUID.class)),
                        ContentId.ofDigest(row.getBytes("content")),
                        row.getLong("size"),
                        row.getBoolean("executable"),
                        rows.attributes(row.getString("attributes"))),
                Instant.ofEpochSecond(row.getLong("modified_s"), row.getInt("modified_ns")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                new AccountId(row.getObject("author_id", UUID.class)),
                row.getString("author_name"),
                device == null ? null : new DeviceId(device));
    }
}
