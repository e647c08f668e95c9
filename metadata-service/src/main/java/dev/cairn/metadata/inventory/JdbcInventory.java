package dev.cairn.metadata.inventory;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.FilePath;
import dev.cairn.contracts.metadata.InventoryApi;
import dev.cairn.contracts.metadata.StoredVersion;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads spaces, versions and paths by primary key only. */
final class JdbcInventory {
    /** Deeper than folders can be made, so that a walk up always ends. */
    private static final int DEPTH_MAX = 10_000;

    private final JdbcClient jdbc;

    JdbcInventory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<SpaceId> spaces(UUID after) {
        return jdbc.sql("SELECT id FROM metadata.space WHERE id > ? ORDER BY id LIMIT ?")
                .params(after, InventoryApi.SPACES_MAX)
                .query((row, _) -> new SpaceId(row.getObject("id", UUID.class)))
                .list();
    }

    List<StoredVersion> versions(SpaceId space, UUID node, long sequence) {
        return jdbc.sql("""
                SELECT v.node_id, v.sequence, v.content, v.size, v.id = n.version_id AS newest
                FROM metadata.version v JOIN metadata.node n ON n.space_id = v.space_id AND n.id = v.node_id
                WHERE v.space_id = ? AND (v.node_id, v.sequence) > (?, ?)
                ORDER BY v.node_id, v.sequence LIMIT ?""")
                .params(space.value(), node, sequence, InventoryApi.VERSIONS_MAX)
                .query((row, _) -> new StoredVersion(
                        new NodeId(row.getObject("node_id", UUID.class)),
                        row.getLong("sequence"),
                        ContentId.ofDigest(row.getBytes("content")),
                        row.getLong("size"),
                        row.getBoolean("newest")))
                .list();
    }

    List<FilePath> paths(SpaceId space, List<NodeId> nodes) {
        return jdbc.sql("""
                WITH RECURSIVE up AS (
                    SELECT id AS node, parent_id, name::text AS path, trashed_at IS NOT NULL AS trashed, 1 AS depth
                    FROM metadata.node WHERE space_id = :space AND id = ANY(:nodes::uuid[])
                    UNION ALL
                    SELECT up.node, n.parent_id, CASE WHEN n.parent_id IS NULL THEN up.path ELSE n.name || '/' || up.path END,
                        up.trashed OR n.trashed_at IS NOT NULL, up.depth + 1
                    FROM up JOIN metadata.node n ON n.space_id = :space AND n.id = up.parent_id
                    WHERE up.depth < :depth)
                SELECT up.node, s.slug, up.path, up.trashed FROM up JOIN metadata.space s ON s.id = :space
                WHERE up.parent_id IS NULL ORDER BY up.path""")
                .param("space", space.value())
                .param("nodes", nodes.stream().map(NodeId::toString).toArray(String[]::new))
                .param("depth", DEPTH_MAX)
                .query((row, _) -> new FilePath(
                        new NodeId(row.getObject("node", UUID.class)),
                        row.getString("slug"),
                        row.getString("path"),
                        row.getBoolean("trashed")))
                .list();
    }
}
