package dev.cairn.metadata.search;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.NodeRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds names with the trigram index. The rights are part of the query: it begins at the caller's memberships and looks only
 * into those spaces.
 */
final class JdbcSearch {
    private static final String BEGIN =
            """
            SELECT hit.* FROM metadata.member m CROSS JOIN LATERAL (
                SELECT n.space_id, n.folded, CASE WHEN n.folded = :all THEN 0 WHEN starts_with(n.folded, :all) THEN 1
                    ELSE 2 END AS rank,
            """ + JdbcNodeRows.COLUMNS + " FROM metadata.node n WHERE n.space_id = m.space_id AND n.trashed_at IS NULL";
    private static final String END = """
            ) hit WHERE m.account_id = :account AND m.role <> 'UPLOADER' AND (CAST(:space AS uuid) IS NULL OR m.space_id = :space)
                AND (hit.rank, hit.folded, hit.space_id, hit.id) > (:rank, :folded, :afterSpace, :afterNode)
            ORDER BY hit.rank, hit.folded, hit.space_id, hit.id LIMIT :limit""";

    private final JdbcClient jdbc;
    private final JdbcNodeRows rows;

    JdbcSearch(JdbcClient jdbc, JdbcNodeRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** The order of hits: whole name first, then beginnings, then the rest; by name; ids make it total. */
    record Mark(int rank, String folded, UUID space, UUID node) {
        static final Mark START = new Mark(-1, "", new UUID(0, 0), new UUID(0, 0));
    }

    /** A name that fits. Something above it may be deleted. */
    record Hit(SpaceId space, NodeRow row, Mark mark) {}

    /** @param words folded; all occur in the name */
    List<Hit> find(AccountId account, @Nullable SpaceId space, List<String> words, Mark after, int limit) {
        var conditions = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            conditions.append(" AND n.folded LIKE :word").append(i);
        }
        var statement = jdbc.sql(BEGIN + conditions + END)
                .param("all", String.join(" ", words))
                .param("account", account.value())
                .param("space", space == null ? null : space.value())
                .param("rank", after.rank())
                .param("folded", after.folded())
                .param("afterSpace", after.space())
                .param("afterNode", after.node())
                .param("limit", limit);
        for (int i = 0; i < words.size(); i++) {
            statement = statement.param("word" + i, "%" + escaped(words.get(i)) + "%");
        }
        return statement.query((row, number) -> hit(row, number)).list();
    }

    private Hit hit(ResultSet row, int number) throws SQLException {
        var node = rows.mapRow(row, number);
        var space = row.getObject("space_id", UUID.class);
        NodeId id = node.id();
        return new Hit(
                new SpaceId(space), node, new Mark(row.getInt("rank"), row.getString("folded"), space, id.value()));
    }

    private static String escaped(String word) {
        return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
