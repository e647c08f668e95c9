package dev.cairn.metadata.conflict;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table conflict. */
final class JdbcConflicts {
    private static final String COLUMNS =
            "copy_id, original_id, base, device, device_id, author_id, author_name, made_at";

    /** Of which neither side, nor a folder above it, is in the trash. OFFSET 0 as in JdbcNodeRows. */
    private static final String LIVE_AFTER = """
            SELECT %s FROM metadata.conflict c WHERE c.space_id = ? AND c.copy_id > ? AND NOT EXISTS (
                WITH RECURSIVE up AS (
                    SELECT n.parent_id, n.trashed_at FROM unnest(ARRAY[c.copy_id, c.original_id]) k(id)
                    CROSS JOIN LATERAL (SELECT parent_id, trashed_at FROM metadata.node n
                        WHERE n.space_id = c.space_id AND n.id = k.id OFFSET 0) n
                    UNION ALL
                    SELECT n.parent_id, n.trashed_at FROM up
                    CROSS JOIN LATERAL (SELECT parent_id, trashed_at FROM metadata.node n
                        WHERE n.space_id = c.space_id AND n.id = up.parent_id OFFSET 0) n)
                SELECT 1 FROM up WHERE up.trashed_at IS NOT NULL)
            ORDER BY c.copy_id LIMIT ?""".formatted(COLUMNS);

    private static final String BELOW = """
            WITH RECURSIVE down AS (
                SELECT n.id, n.folder FROM metadata.node n WHERE n.space_id = ? AND n.parent_id = ? AND n.trashed_at IS NULL
                UNION ALL
                SELECT n.id, n.folder FROM down d
                CROSS JOIN LATERAL (SELECT id, folder FROM metadata.node n WHERE d.folder AND n.space_id = ? AND n.parent_id = d.id
                    AND n.trashed_at IS NULL OFFSET 0) n)
            SELECT count(*), count(*) FILTER (WHERE NOT folder) FROM (SELECT folder FROM down LIMIT ?) d""";

    private final JdbcClient jdbc;

    JdbcConflicts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those after a copy's id of which both are live, by the ids of the copies. */
    List<NotedConflict> liveAfter(SpaceId space, @Nullable NodeId after, int limit) {
        var least = after == null ? new UUID(0, 0) : after.value();
        return jdbc.sql(LIVE_AFTER)
                .param(space.value())
                .param(least)
                .param(limit)
                .query((row, _) -> conflict(row))
                .list();
    }

    /** What was said of a copy, whatever became of it. */
    Optional<NotedConflict> find(SpaceId space, NodeId copy) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM metadata.conflict WHERE space_id = ? AND copy_id = ?")
                .param(space.value())
                .param(copy.value())
                .query((row, _) -> conflict(row))
                .optional();
    }

    /** The live files in a folder, at any depth; nothing when it holds more than {@code nodesMax} files and folders. */
    OptionalInt filesBelow(SpaceId space, NodeId folder, int nodesMax) {
        return jdbc.sql(BELOW)
                .param(space.value())
                .param(folder.value())
                .param(space.value())
                .param(nodesMax + 1)
                .query((row, _) -> row.getInt(1) > nodesMax ? OptionalInt.empty() : OptionalInt.of(row.getInt(2)))
                .single();
    }

    /** Forgets one; what it was. Part of the caller's transaction, which holds the space. */
    Optional<NotedConflict> remove(SpaceId space, NodeId copy) {
        return jdbc.sql("DELETE FROM metadata.conflict WHERE space_id = ? AND copy_id = ? RETURNING " + COLUMNS)
                .param(space.value())
                .param(copy.value())
                .query((row, _) -> conflict(row))
                .optional();
    }

    private static NotedConflict conflict(ResultSet row) throws SQLException {
        var base = row.getObject("base", UUID.class);
        var device = row.getObject("device_id", UUID.class);
        return new NotedConflict(
                new NodeId(row.getObject("copy_id", UUID.class)),
                new NodeId(row.getObject("original_id", UUID.class)),
                base == null ? null : new VersionId(base),
                row.getString("device"),
                device == null ? null : new DeviceId(device),
                new AccountId(row.getObject("author_id", UUID.class)),
                row.getString("author_name"),
                row.getObject("made_at", OffsetDateTime.class).toInstant());
    }
}
