package dev.cairn.metadata.search;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.search.FileKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Finds names with the trigram index. The rights are part of every query: it begins at the caller's memberships and looks only
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
    List<Hit> find(
            AccountId account, @Nullable SpaceId space, List<String> words, Conditions wanted, Mark after, int limit) {
        var conditions = conditions(wanted);
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
        if (wanted.owner() != null) {
            statement = statement.param("owner", wanted.owner().value());
        }
        for (int i = 0; i < words.size(); i++) {
            statement = statement.param("word" + i, "%" + escaped(words.get(i)) + "%");
        }
        return statement.query((row, number) -> hit(row, number)).list();
    }

    /** What can be told without reading all that fits; the rest is {@link Conditions#hold}. */
    private static StringBuilder conditions(Conditions wanted) {
        var conditions = new StringBuilder();
        if (wanted.foldersOnly()) {
            conditions.append(" AND n.folder");
        } else if (wanted.filesOnly()) {
            conditions.append(" AND NOT n.folder");
        }
        if (wanted.owner() != null) {
            conditions
                    .append(" AND EXISTS (SELECT 1 FROM metadata.version v WHERE v.space_id = n.space_id")
                    .append(" AND v.node_id = n.id AND v.id = n.version_id AND v.author_id = :owner)");
        }
        return conditions;
    }

    /** Spaces the account may read, now. */
    Set<SpaceId> spaces(AccountId account) {
        return Set.copyOf(jdbc.sql("SELECT space_id FROM metadata.member WHERE account_id = ? AND role <> 'UPLOADER'")
                .param(account.value())
                .query((row, _) -> new SpaceId(row.getObject(1, UUID.class)))
                .list());
    }

    /** Those of these nodes that are there and that the account may read, now. Something above them may be deleted. */
    Map<FileKey, NodeRow> readable(AccountId account, Collection<FileKey> keys) {
        var spaces = keys.stream().map(key -> key.space().value()).toArray();
        var nodes = keys.stream().map(key -> key.node().value()).toArray();
        var found = new HashMap<FileKey, NodeRow>();
        jdbc.sql("SELECT n.space_id, " + JdbcNodeRows.COLUMNS + """
                         FROM unnest(?::uuid[], ?::uuid[]) k(space, node)
                        JOIN metadata.member m ON m.space_id = k.space AND m.account_id = ? AND m.role <> 'UPLOADER'
                        CROSS JOIN LATERAL (SELECT * FROM metadata.node n WHERE n.space_id = k.space AND n.id = k.node
                            AND n.trashed_at IS NULL OFFSET 0) n""")
                .param(new SqlArrayValue("uuid", spaces))
                .param(new SqlArrayValue("uuid", nodes))
                .param(account.value())
                .query((row, number) -> {
                    var node = rows.mapRow(row, number);
                    found.put(new FileKey(new SpaceId(row.getObject("space_id", UUID.class)), node.id()), node);
                    return node;
                })
                .list();
        return found;
    }

    /**
     * Folders the account may read with this word in their name, and folders below those: at most {@code limit} in all. Folders whose
     * parents are deleted may be among them.
     */
    Set<NodeId> folders(AccountId account, @Nullable SpaceId space, String word, int limit) {
        return Set.copyOf(jdbc.sql("""
                        WITH RECURSIVE below AS (
                            SELECT n.space_id, n.id FROM metadata.member m CROSS JOIN LATERAL (
                                SELECT n.space_id, n.id FROM metadata.node n WHERE n.space_id = m.space_id
                                    AND n.trashed_at IS NULL AND n.folded LIKE :word AND n.folder LIMIT :limit) n
                            WHERE m.account_id = :account AND m.role <> 'UPLOADER'
                                AND (CAST(:space AS uuid) IS NULL OR m.space_id = :space)
                            UNION
                            SELECT n.space_id, n.id FROM below b CROSS JOIN LATERAL (
                                SELECT n.space_id, n.id FROM metadata.node n WHERE n.space_id = b.space_id
                                    AND n.parent_id = b.id AND n.folder AND n.trashed_at IS NULL OFFSET 0) n)
                        SELECT id FROM below LIMIT :limit""")
                .param("word", "%" + escaped(word) + "%")
                .param("account", account.value())
                .param("space", space == null ? null : space.value())
                .param("limit", limit)
                .query((row, _) -> new NodeId(row.getObject(1, UUID.class)))
                .list());
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
