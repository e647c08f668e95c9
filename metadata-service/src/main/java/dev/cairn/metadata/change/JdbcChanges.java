package dev.cairn.metadata.change;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.NodeRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads nodes by the position of their last change, and forgets old tombstones. */
final class JdbcChanges {
    private static final NodeRow.Trashed PURGED = new NodeRow.Trashed(Instant.EPOCH, "", "");

    private final JdbcClient jdbc;
    private final JdbcNodeRows rows;

    JdbcChanges(JdbcClient jdbc, JdbcNodeRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Nodes whose last change lies after {@code sequence}, in its order: one range of one index. */
    List<NodeRow> nodesAfter(SpaceId space, long sequence, int limit) {
        return jdbc.sql(
                        "SELECT %s FROM metadata.node n WHERE n.space_id = ? AND n.sequence > ? ORDER BY n.sequence LIMIT ?"
                                .formatted(JdbcNodeRows.COLUMNS))
                .param(space.value())
                .param(sequence)
                .param(limit)
                .query(rows)
                .list();
    }

    /** Purged nodes, as rows that are in the trash. */
    List<NodeRow> tombstonesAfter(SpaceId space, long sequence, int limit) {
        return jdbc.sql(
                        "SELECT node_id, sequence FROM metadata.tombstone WHERE space_id = ? AND sequence > ? ORDER BY sequence LIMIT ?")
                .param(space.value())
                .param(sequence)
                .param(limit)
                .query((row, _) -> new NodeRow(
                        new NodeId(row.getObject(1, UUID.class)),
                        null,
                        "",
                        row.getLong(2),
                        Instant.EPOCH,
                        null,
                        PURGED))
                .list();
    }

    /** All nodes in the order of their ids, which never change; the roots of deleted subtrees left out. */
    List<NodeRow> nodesById(SpaceId space, @Nullable NodeId after, int limit) {
        return jdbc.sql("""
                        SELECT %s FROM metadata.node n WHERE n.space_id = ? AND n.id > ? AND n.trashed_at IS NULL
                        ORDER BY n.id LIMIT ?""".formatted(JdbcNodeRows.COLUMNS))
                .param(space.value())
                .param(after == null ? new UUID(0, 0) : after.value())
                .param(limit)
                .query(rows)
                .list();
    }

    /** Forgets tombstones set before {@code before}, and lets the spaces say from where on they remember; how many. */
    int forget(Instant before, int limit) {
        var forgotten = jdbc.sql("""
                        WITH old AS (SELECT space_id, sequence FROM metadata.tombstone WHERE purged_at < ? LIMIT ?),
                        gone AS (DELETE FROM metadata.tombstone t USING old WHERE t.space_id = old.space_id
                            AND t.sequence = old.sequence RETURNING t.space_id, t.sequence),
                        newest AS (SELECT space_id, max(sequence) AS sequence FROM gone GROUP BY space_id),
                        told AS (UPDATE metadata.space s SET kept_since = greatest(s.kept_since, newest.sequence)
                            FROM newest WHERE s.id = newest.space_id RETURNING 1)
                        SELECT count(*) FROM gone""")
                .param(before.atOffset(ZoneOffset.UTC))
                .param(limit)
                .query(Integer.class)
                .single();
        return forgotten;
    }
}
