package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Looks into folders. */
final class JdbcListing {
    private static final String BY_PATH = """
            WITH RECURSIVE walk AS (
                SELECT n.*, 0 AS depth FROM metadata.node n WHERE n.space_id = ? AND n.id = ?
                UNION ALL
                SELECT c.*, w.depth + 1 FROM walk w CROSS JOIN LATERAL (SELECT * FROM metadata.node c WHERE c.space_id = ?
                    AND c.parent_id = w.id AND c.name = (?::text[])[w.depth + 1] AND c.trashed_at IS NULL OFFSET 0) c)
            SELECT %s FROM walk n WHERE n.depth = ?""".formatted(JdbcNodeRows.COLUMNS);

    private final JdbcClient jdbc;
    private final JdbcNodeRows rows;

    JdbcListing(JdbcClient jdbc, JdbcNodeRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** The live node these names lead to, starting in a live folder. */
    Optional<NodeRow> byPath(SpaceId space, NodeId from, List<String> names) {
        return jdbc.sql(BY_PATH)
                .param(space.value())
                .param(from.value())
                .param(space.value())
                .param(new SqlArrayValue("text", names.toArray()))
                .param(names.size())
                .query(rows)
                .optional();
    }

    /** Live children by name. */
    List<NodeRow> children(SpaceId space, NodeId folder, @Nullable String after, int limit) {
        return jdbc.sql("""
                        SELECT %s FROM metadata.node n WHERE n.space_id = ? AND n.parent_id = ? AND n.trashed_at IS NULL
                            AND n.name > ? ORDER BY n.name LIMIT ?""".formatted(JdbcNodeRows.COLUMNS))
                .param(space.value())
                .param(folder.value())
                .param(after == null ? "" : after)
                .param(limit)
                .query(rows)
                .list();
    }

    /** Live files of a folder with names from one on and before another, by name. */
    List<NodeRow> files(SpaceId space, NodeId folder, String from, @Nullable String below, int limit) {
        return jdbc.sql("""
                        SELECT %s FROM metadata.node n WHERE n.space_id = ? AND n.parent_id = ? AND n.trashed_at IS NULL
                            AND n.name >= ? AND (?::text IS NULL OR n.name < ?) AND NOT n.folder ORDER BY n.name LIMIT ?""".formatted(JdbcNodeRows.COLUMNS))
                .param(space.value())
                .param(folder.value())
                .param(from)
                .param(below)
                .param(below)
                .param(limit)
                .query(rows)
                .list();
    }

    /** Live folders of a folder whose names with a slash are from one text on and before another, in that order. */
    List<NodeRow> folders(SpaceId space, NodeId folder, String from, @Nullable String below, int limit) {
        return jdbc.sql("""
                        SELECT %s FROM metadata.node n WHERE n.space_id = ? AND n.parent_id = ? AND n.folder
                            AND n.trashed_at IS NULL AND n.name || '/' >= ? AND (?::text IS NULL OR n.name || '/' < ?)
                        ORDER BY n.name || '/' LIMIT ?""".formatted(JdbcNodeRows.COLUMNS))
                .param(space.value())
                .param(folder.value())
                .param(from)
                .param(below)
                .param(below)
                .param(limit)
                .query(rows)
                .list();
    }
}
