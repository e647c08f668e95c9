package dev.cairn.metadata.search;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.search.FeedMark;
import dev.cairn.search.FileKey;
import dev.cairn.search.IndexedFile;
import dev.cairn.search.SearchIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the index does not have, by the change sequence of a space. */
final class JdbcChangedFiles {
    private static final String SPACES = "SELECT id, epoch, sequence, kept_since FROM metadata.space";

    private final JdbcClient jdbc;
    private final JdbcNodeRows rows;

    JdbcChangedFiles(JdbcClient jdbc, JdbcNodeRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /**
     * @param mark where the index is when it has everything
     * @param keptSince what was purged before this is not known any more
     */
    record SpaceState(SpaceId id, FeedMark mark, long keptSince) {}

    /** Changes in order, and how far they go. */
    record Page(List<IndexedFile> changed, List<FileKey> gone, long upTo) {}

    private record Changed(NodeRow row, @Nullable AccountId owner) {}

    private record Tombstone(NodeId node, long sequence) {}

    /** All spaces. */
    Map<SpaceId, SpaceState> spaces() {
        return jdbc.sql(SPACES).query((row, _) -> space(row)).list().stream()
                .collect(Collectors.toMap(SpaceState::id, Function.identity()));
    }

    Optional<SpaceState> space(SpaceId space) {
        return jdbc.sql(SPACES + " WHERE id = ?")
                .param(space.value())
                .query((row, _) -> space(row))
                .optional();
    }

    private static SpaceState space(ResultSet row) throws SQLException {
        return new SpaceState(
                new SpaceId(row.getObject("id", UUID.class)),
                new FeedMark(row.getLong("epoch"), row.getLong("sequence")),
                row.getLong("kept_since"));
    }

    /**
     * The next changes after a sequence. What is in the space at {@code space.mark()} is committed up to there, so nothing comes to be
     * behind a page; what is changed meanwhile is on a later one.
     */
    Page page(SpaceState space, long after) {
        var nodes = nodes(space.id(), after);
        var tombstones = tombstones(space.id(), after);
        long upTo = space.mark().sequence();
        if (nodes.size() == SearchIndex.BATCH_MAX) {
            upTo = Math.min(upTo, nodes.getLast().row().sequence());
        }
        if (tombstones.size() == SearchIndex.BATCH_MAX) {
            upTo = Math.min(upTo, tombstones.getLast().sequence());
        }
        var changed = new ArrayList<IndexedFile>();
        var gone = new ArrayList<FileKey>();
        for (var node : nodes) {
            var row = node.row();
            if (row.sequence() > upTo || row.body() == null) {
                continue;
            }
            var key = new FileKey(space.id(), row.id());
            if (row.trashed() == null) {
                changed.add(file(key, row, row.body(), node.owner()));
            } else {
                gone.add(key);
            }
        }
        for (var tombstone : tombstones) {
            if (tombstone.sequence() <= upTo) {
                gone.add(new FileKey(space.id(), tombstone.node()));
            }
        }
        return new Page(changed, gone, upTo);
    }

    private static IndexedFile file(FileKey key, NodeRow row, NodeRow.Body body, @Nullable AccountId owner) {
        var about = body.attributes().entrySet().stream()
                .filter(attribute -> attribute.getKey().startsWith("x-amz-meta-"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(" "));
        return new IndexedFile(
                key,
                Objects.requireNonNull(row.parent(), "a file lies in a folder"),
                row.name(),
                owner,
                body.content(),
                body.size(),
                row.modified(),
                about);
    }

    private List<Changed> nodes(SpaceId space, long after) {
        return jdbc.sql("SELECT v.author_id, " + JdbcNodeRows.COLUMNS + """
                         FROM (SELECT * FROM metadata.node WHERE space_id = ? AND sequence > ? ORDER BY sequence LIMIT ?) n
                        LEFT JOIN LATERAL (SELECT author_id FROM metadata.version v
                            WHERE v.space_id = n.space_id AND v.node_id = n.id AND v.id = n.version_id LIMIT 1) v ON true
                        ORDER BY n.sequence""")
                .param(space.value())
                .param(after)
                .param(SearchIndex.BATCH_MAX)
                .query((row, number) -> new Changed(rows.mapRow(row, number), owner(row)))
                .list();
    }

    private static @Nullable AccountId owner(ResultSet row) throws SQLException {
        var id = row.getObject("author_id", UUID.class);
        return id == null ? null : new AccountId(id);
    }

    /** The next that was purged and is remembered, after a sequence, wherever the feed is: what was in a purged folder has old sequences. */
    List<Purged> purged(SpaceId space, long after) {
        return tombstones(space, after).stream()
                .map(tombstone -> new Purged(new FileKey(space, tombstone.node()), tombstone.sequence()))
                .toList();
    }

    /** What is gone for good. */
    record Purged(FileKey file, long sequence) {}

    private List<Tombstone> tombstones(SpaceId space, long after) {
        return jdbc.sql("""
                        SELECT node_id, sequence FROM metadata.tombstone WHERE space_id = ? AND sequence > ?
                        ORDER BY sequence LIMIT ?""")
                .param(space.value())
                .param(after)
                .param(SearchIndex.BATCH_MAX)
                .query((row, _) ->
                        new Tombstone(new NodeId(row.getObject("node_id", UUID.class)), row.getLong("sequence")))
                .list();
    }
}
