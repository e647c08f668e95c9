package dev.cairn.metadata.trash;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.NodeRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Whole deleted subtrees. What was deleted earlier on its own inside one is not part of it. */
final class JdbcTrash {
    private static final String BELOW = """
            WITH RECURSIVE down AS (
                SELECT n.id, n.sequence, 1 AS depth FROM metadata.node n
                WHERE n.space_id = :space AND n.parent_id = :top AND n.trashed_at IS NULL
                UNION ALL
                SELECT n.id, n.sequence, down.depth + 1 FROM down CROSS JOIN LATERAL (SELECT * FROM metadata.node n
                    WHERE n.space_id = :space AND n.parent_id = down.id AND n.trashed_at IS NULL OFFSET 0) n)
            """;

    private final JdbcClient jdbc;
    private final JdbcNodeRows rows;

    JdbcTrash(JdbcClient jdbc, JdbcNodeRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Where a page ends. */
    record Mark(Instant deleted, NodeId node) {}

    /** Roots of deleted subtrees, latest first. */
    List<NodeRow> page(SpaceId space, @Nullable Mark after, int limit) {
        var from = after == null ? new Mark(Instant.parse("9999-01-01T00:00:00Z"), new NodeId(new UUID(0, 0))) : after;
        return jdbc.sql("""
                        SELECT %s FROM metadata.node n WHERE n.space_id = ? AND n.trashed_at IS NOT NULL
                            AND (n.trashed_at, n.id) < (?, ?) ORDER BY n.trashed_at DESC, n.id DESC LIMIT ?""".formatted(JdbcNodeRows.COLUMNS))
                .param(space.value())
                .param(from.deleted().atOffset(ZoneOffset.UTC))
                .param(from.node().value())
                .param(limit)
                .query(rows)
                .list();
    }

    /** One root of a deleted subtree. */
    Optional<NodeRow> find(SpaceId space, NodeId node) {
        return jdbc.sql("SELECT %s FROM metadata.node n WHERE n.space_id = ? AND n.id = ? AND n.trashed_at IS NOT NULL"
                        .formatted(JdbcNodeRows.COLUMNS))
                .param(space.value())
                .param(node.value())
                .query(rows)
                .optional();
    }

    long countBelow(SpaceId space, NodeId top) {
        return jdbc.sql(BELOW + "SELECT count(*) FROM down")
                .param("space", space.value())
                .param("top", top.value())
                .query(Long.class)
                .single();
    }

    /** Gives everything below the next positions, parents before children. */
    void moveToEnd(SpaceId space, NodeId top, long lastSequence) {
        jdbc.sql(BELOW + """
                        UPDATE metadata.node n SET sequence = :last + numbered.number
                        FROM (SELECT id, row_number() OVER (ORDER BY depth, sequence) AS number FROM down) numbered
                        WHERE n.space_id = :space AND n.id = numbered.id""")
                .param("space", space.value())
                .param("top", top.value())
                .param("last", lastSequence)
                .update();
    }

    /** The subtree's nodes, the top too. */
    List<UUID> subtree(SpaceId space, NodeId top) {
        return jdbc.sql(BELOW + "SELECT id FROM down UNION ALL SELECT CAST(:top AS uuid)")
                .param("space", space.value())
                .param("top", top.value())
                .query(UUID.class)
                .list();
    }

    /** The bytes of all versions of these nodes. */
    long bytes(SpaceId space, List<UUID> nodes) {
        return jdbc.sql("""
                        SELECT coalesce(sum(size), 0)::bigint FROM metadata.version
                        WHERE space_id = ? AND node_id = ANY (?::uuid[])""")
                .param(space.value())
                .param(array(nodes))
                .query(Long.class)
                .single();
    }

    /** Deletes for good, leaving tombstones. What was deleted on its own inside stays in the trash, as if deleted from the root. */
    void purge(SpaceId space, NodeId root, List<UUID> nodes, Instant at) {
        jdbc.sql("""
                        UPDATE metadata.node SET parent_id = ? WHERE space_id = ? AND parent_id = ANY (?::uuid[])
                            AND trashed_at IS NOT NULL AND NOT id = ANY (?::uuid[])""")
                .param(root.value())
                .param(space.value())
                .param(array(nodes))
                .param(array(nodes))
                .update();
        jdbc.sql("""
                        INSERT INTO metadata.tombstone (space_id, sequence, node_id, purged_at)
                        SELECT space_id, sequence, id, ? FROM metadata.node WHERE space_id = ? AND id = ANY (?::uuid[])""")
                .param(at.atOffset(ZoneOffset.UTC))
                .param(space.value())
                .param(array(nodes))
                .update();
        jdbc.sql("DELETE FROM metadata.node WHERE space_id = ? AND id = ANY (?::uuid[])")
                .param(space.value())
                .param(array(nodes))
                .update();
        jdbc.sql("UPDATE metadata.space SET released = released + 1 WHERE id = ?")
                .param(space.value())
                .update();
    }

    private static SqlArrayValue array(List<UUID> nodes) {
        return new SqlArrayValue("uuid", nodes.toArray());
    }
}
