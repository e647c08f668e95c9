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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table version. */
final class JdbcVersions {
    private static final String OF_NODE = """
            SELECT node_id, sequence, id, content, size, modified_s, modified_ns, executable, attributes, created_at, author_id,
                author_name, device_id, name FROM metadata.version WHERE space_id = ? AND node_id = ?""";

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

    /** Names a version, or takes its name away; whether it is there. */
    boolean name(SpaceId space, NodeId node, VersionId version, @Nullable String name) {
        return jdbc.sql("UPDATE metadata.version SET name = ? WHERE space_id = ? AND node_id = ? AND id = ?")
                        .param(name)
                        .param(space.value())
                        .param(node.value())
                        .param(version.value())
                        .update()
                > 0;
    }

    /** The versions of all files from the last file to the first and of each from the newest to the oldest, those behind a mark. */
    List<KeptVersion> behind(SpaceId space, KeptVersion.Mark mark, int limit) {
        return jdbc.sql("""
                        SELECT node_id, sequence, created_at, name IS NOT NULL AS named FROM metadata.version
                        WHERE space_id = ? AND (node_id, sequence) < (?, ?) ORDER BY node_id DESC, sequence DESC LIMIT ?""")
                .param(space.value())
                .param(mark.node().value())
                .param(mark.sequence())
                .param(limit)
                .query((row, _) -> new KeptVersion(
                        new KeptVersion.Mark(new NodeId(row.getObject("node_id", UUID.class)), row.getLong("sequence")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("named")))
                .list();
    }

    /** Deletes those of these versions that are neither named nor the newest of their file; the bytes they had. */
    Removed remove(SpaceId space, List<KeptVersion.Mark> versions) {
        var removed = jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM metadata.version v USING unnest(?::uuid[], ?::bigint[]) u(node_id, sequence)
                            WHERE v.space_id = ? AND v.node_id = u.node_id AND v.sequence = u.sequence AND v.name IS NULL
                                AND NOT EXISTS (SELECT 1 FROM metadata.node n
                                    WHERE n.space_id = v.space_id AND n.id = v.node_id AND n.version_id = v.id)
                            RETURNING v.size)
                        SELECT count(*) AS versions, coalesce(sum(size), 0)::bigint AS bytes FROM gone""")
                .param(new SqlArrayValue(
                        "uuid",
                        versions.stream().map(mark -> mark.node().value()).toArray()))
                .param(new SqlArrayValue(
                        "bigint",
                        versions.stream().map(KeptVersion.Mark::sequence).toArray()))
                .param(space.value())
                .query((row, _) -> new Removed(row.getInt("versions"), row.getLong("bytes")))
                .single();
        if (removed.versions() > 0) {
            jdbc.sql("UPDATE metadata.space SET released = released + 1 WHERE id = ?")
                    .param(space.value())
                    .update();
        }
        return removed;
    }

    /** What was deleted. */
    record Removed(int versions, long bytes) {}

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
                device == null ? null : new DeviceId(device),
                row.getString("name"));
    }
}
