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
                WHERE n.space_id = :space AND n.parent_id = ANY (CAST(:tops AS uuid[])) AND n.trashed_at IS NULL
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
                        SELECT %s FROM metadata.node n WHERE n.space_id = ? AND n.trashed_at IS NOT NULL AND NOT n.purging
                            AND (n.trashed_at, n.id) < (?, ?) ORDER BY n.trashed_at DESC, n.id DESC LIMIT ?""".formatted(JdbcNodeRows.COLUMNS))
                .param(space.value())
                .param(from.deleted().atOffset(ZoneOffset.UTC))
                .param(from.node().value())
                .param(limit)
                .query(rows)
                .list();
    }

    /** One root of a deleted subtree; not one of which part is purged already. */
    Optional<NodeRow> find(SpaceId space, NodeId node) {
        return jdbc.sql(
                        "SELECT %s FROM metadata.node n WHERE n.space_id = ? AND n.id = ? AND n.trashed_at IS NOT NULL AND NOT n.purging"
                                .formatted(JdbcNodeRows.COLUMNS))
                .param(space.value())
                .param(node.value())
                .query(rows)
                .optional();
    }

    long countBelow(SpaceId space, NodeId top) {
        return jdbc.sql(BELOW + "SELECT count(*) FROM down")
                .param("space", space.value())
                .param("tops", array(List.of(top.value())))
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
                .param("tops", array(List.of(top.value())))
                .param("last", lastSequence)
                .update();
    }

    /** The subtree's nodes, the top too. */
    List<UUID> subtree(SpaceId space, NodeId top) {
        return subtrees(space, List.of(top.value()), Integer.MAX_VALUE);
    }

    /** The nodes of subtrees, their tops too; no more than {@code limit} of them. */
    List<UUID> subtrees(SpaceId space, List<UUID> tops, int limit) {
        return jdbc.sql(BELOW + "SELECT unnest(CAST(:tops AS uuid[])) UNION ALL SELECT id FROM down LIMIT :limit")
                .param("space", space.value())
                .param("tops", array(tops))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** Nodes below with nothing below them. */
    List<UUID> leaves(SpaceId space, UUID top, int limit) {
        return jdbc.sql(BELOW + """
                        SELECT id FROM down WHERE NOT EXISTS (SELECT 1 FROM metadata.node n
                            WHERE n.space_id = :space AND n.parent_id = down.id AND n.trashed_at IS NULL) LIMIT :limit""")
                .param("space", space.value())
                .param("tops", array(List.of(top)))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** Roots of subtrees that were deleted before a time, those first of which part is purged already. */
    List<UUID> before(SpaceId space, Instant deleted, int limit) {
        return jdbc.sql("""
                        (SELECT id FROM metadata.node WHERE space_id = ? AND purging LIMIT 1)
                        UNION ALL
                        (SELECT id FROM metadata.node WHERE space_id = ? AND trashed_at < ? AND NOT purging
                        ORDER BY trashed_at LIMIT ?)""")
                .param(space.value())
                .param(space.value())
                .param(deleted.atOffset(ZoneOffset.UTC))
                .param(limit)
                .query(UUID.class)
                .list();
    }

    /** From now on the trash does not show this subtree, which is purged in parts. */
    void hide(SpaceId space, UUID top) {
        jdbc.sql("UPDATE metadata.node SET purging = true WHERE space_id = ? AND id = ?")
                .params(space.value(), top)
                .update();
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
