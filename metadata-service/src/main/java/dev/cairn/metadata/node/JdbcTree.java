package dev.cairn.metadata.node;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.metadata.sql.JdbcRoundTrip;
import dev.cairn.metadata.sql.Rows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** What a {@link Tree} reads and writes: whole sets of rows with one statement each. */
final class JdbcTree {
    private static final String COLUMNS = """
            id, parent_id, name, folded, folder, sequence, modified_s, modified_ns, version_id, content, size, executable,
            attributes, trashed_at, trashed_by, trashed_path""";
    private static final String UNNESTED = """
            unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::bigint[], ?::bigint[], ?::int[], ?::uuid[],
                ?::bytea[], ?::bigint[], ?::boolean[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])""";
    private static final String INSERT =
            "INSERT INTO metadata.node (space_id, " + COLUMNS + ") SELECT ?::uuid, u.* FROM " + UNNESTED + " u";
    private static final String UPDATE = """
            UPDATE metadata.node n SET parent_id = u.parent_id, name = u.name, folded = u.folded, sequence = u.sequence,
                modified_s = u.modified_s, modified_ns = u.modified_ns, version_id = u.version_id, content = u.content,
                size = u.size, executable = u.executable, attributes = u.attributes, trashed_at = u.trashed_at,
                trashed_by = u.trashed_by, trashed_path = u.trashed_path
            FROM %s u (%s) WHERE n.space_id = ? AND n.id = u.id""".formatted(UNNESTED, COLUMNS);
    private static final String PARK = """
            UPDATE metadata.node SET trashed_at = now(), trashed_by = '', trashed_path = ''
            WHERE space_id = ? AND id = ANY (?::uuid[])""";
    private static final String AT_PLACES = """
            SELECT %s FROM unnest(?::uuid[], ?::text[]) k(parent_id, name)
            CROSS JOIN LATERAL (SELECT * FROM metadata.node n WHERE n.space_id = ? AND n.parent_id = k.parent_id
                AND n.name = k.name AND n.trashed_at IS NULL OFFSET 0) n""".formatted(JdbcNodeRows.COLUMNS);
    private static final String INSERT_VERSIONS = """
            INSERT INTO metadata.version (space_id, created_at, author_id, author_name, device_id, node_id, sequence, id, content,
                size, modified_s, modified_ns, executable, attributes)
            SELECT ?::uuid, ?::timestamptz, ?::uuid, ?::text, ?::uuid, u.* FROM unnest(?::uuid[], ?::bigint[], ?::uuid[],
                ?::bytea[], ?::bigint[], ?::bigint[], ?::int[], ?::boolean[], ?::text[]) u""";
    private static final String INSERT_CONFLICTS = """
            INSERT INTO metadata.conflict (space_id, device_id, author_id, author_name, copy_id, original_id, base, device, made_at)
            SELECT ?::uuid, ?::uuid, ?::uuid, ?::text, u.* FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[]) u
            ON CONFLICT (space_id, copy_id) DO UPDATE SET original_id = excluded.original_id, base = excluded.base,
                device = excluded.device, device_id = excluded.device_id, author_id = excluded.author_id,
                author_name = excluded.author_name, made_at = excluded.made_at""";

    private static final String FOLDERS_BELOW = """
            WITH RECURSIVE down AS (
                SELECT k.id, k.levels, k.bytes FROM unnest(?::uuid[], ?::int[], ?::bigint[]) k(id, levels, bytes)
                UNION ALL
                SELECT n.id, d.levels + 1, d.bytes + octet_length(n.name) + 1 FROM down d
                CROSS JOIN LATERAL (SELECT id, name FROM metadata.node n WHERE n.space_id = ? AND n.parent_id = d.id AND n.folder
                    AND n.trashed_at IS NULL AND n.id <> ALL (?::uuid[]) OFFSET 0) n)
            SELECT count(*), max(levels), max(bytes) FROM (SELECT levels, bytes FROM down LIMIT ?) d""";

    private final JdbcClient jdbc;
    private final JdbcOperations statements;
    private final JdbcNodeRows rows;

    JdbcTree(JdbcOperations statements, JdbcNodeRows rows) {
        this.jdbc = JdbcClient.create(statements);
        this.statements = statements;
        this.rows = rows;
    }

    /** Statements to be sent together. */
    JdbcRoundTrip trip() {
        return new JdbcRoundTrip(statements);
    }

    Map<NodeId, NodeRow> withAncestors(SpaceId space, Collection<NodeId> ids) {
        return rows.withAncestors(space, ids);
    }

    /** As {@link #withAncestors(SpaceId, Collection)}, with others on their way. */
    Rows<NodeRow> withAncestors(JdbcRoundTrip trip, SpaceId space, Collection<NodeId> ids) {
        return rows.withAncestors(trip, space, ids);
    }

    /** The live nodes at these places. */
    List<NodeRow> atPlaces(SpaceId space, List<Place> places) {
        var trip = trip();
        var found = atPlaces(trip, space, places);
        trip.send();
        return found.get();
    }

    /** As {@link #atPlaces(SpaceId, List)}, with others on their way. */
    Rows<NodeRow> atPlaces(JdbcRoundTrip trip, SpaceId space, Collection<Place> wanted) {
        var places = List.copyOf(wanted);
        return trip.query(
                AT_PLACES,
                rows,
                array("uuid", places, place -> place.parent().value()),
                array("text", places, Place::name),
                space.value());
    }

    /**
     * The farthest that folders below some folders reach. Goes from folder to folder, past none of those it begins with.
     *
     * @param from folders, and how far each of them reaches
     * @param limit most folders that are looked at
     */
    Below farthestBelow(SpaceId space, Map<NodeId, Reach> from, int limit) {
        var starts = List.copyOf(from.entrySet());
        return jdbc.sql(FOLDERS_BELOW)
                .param(array("uuid", starts, start -> start.getKey().value()))
                .param(array("int", starts, start -> start.getValue().levels()))
                .param(array("bigint", starts, start -> start.getValue().bytes()))
                .param(space.value())
                .param(JdbcNodeRows.uuids(from.keySet()))
                .param(limit + 1)
                .query((row, _) -> new Below(row.getInt(1), new Reach(row.getInt(2), row.getLong(3))))
                .single();
    }

    /**
     * What lies below some folders.
     *
     * @param folders that were looked at; more than was allowed when there are
     * @param farthest of them
     */
    record Below(int folders, Reach farthest) {}

    /** The latest {@code limit} of the nodes changed after one sequence and not after another, latest first, trashed ones left out. */
    List<NodeRow> changedBetween(SpaceId space, long after, long until, int limit) {
        return jdbc.sql("""
                        SELECT %s FROM metadata.node n WHERE n.space_id = ? AND n.sequence > ? AND n.sequence <= ?
                            AND n.trashed_at IS NULL ORDER BY n.sequence DESC LIMIT ?""".formatted(JdbcNodeRows.COLUMNS))
                .param(space.value())
                .param(after)
                .param(until)
                .param(limit)
                .query(rows)
                .list();
    }

    /** Those of these files whose newest version, if it is the given one, came until a time. */
    List<NodeId> unchangedSince(SpaceId space, Map<NodeId, VersionId> files, Instant until) {
        return jdbc.sql("""
                        SELECT v.node_id FROM unnest(?::uuid[], ?::uuid[]) u(node_id, id) JOIN metadata.version v
                            ON v.space_id = ? AND v.node_id = u.node_id AND v.id = u.id WHERE v.created_at <= ?""")
                .param(JdbcNodeRows.uuids(files.keySet()))
                .param(new SqlArrayValue(
                        "uuid", files.values().stream().map(VersionId::value).toArray()))
                .param(space.value())
                .param(until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new NodeId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Takes nodes out of the way of others that get their places before they get theirs. */
    void park(JdbcRoundTrip trip, SpaceId space, Collection<NodeId> nodes) {
        if (!nodes.isEmpty()) {
            trip.update(PARK, space.value(), JdbcNodeRows.uuids(nodes));
        }
    }

    void insert(JdbcRoundTrip trip, SpaceId space, List<NodeRow> nodes) {
        if (!nodes.isEmpty()) {
            var values = new ArrayList<@Nullable Object>(List.of(space.value()));
            values.addAll(columns(nodes));
            trip.update(INSERT, values.toArray());
        }
    }

    void update(JdbcRoundTrip trip, SpaceId space, List<NodeRow> nodes) {
        if (!nodes.isEmpty()) {
            var values = new ArrayList<@Nullable Object>(columns(nodes));
            values.add(space.value());
            trip.update(UPDATE, values.toArray());
        }
    }

    /** Versions made by one change: of one author, at one time. */
    void insertVersions(JdbcRoundTrip trip, SpaceId space, List<VersionRow> versions) {
        if (versions.isEmpty()) {
            return;
        }
        var first = versions.getFirst();
        var device = first.device();
        trip.update(
                INSERT_VERSIONS,
                space.value(),
                first.created().atOffset(ZoneOffset.UTC),
                first.author().value(),
                first.authorName(),
                device == null ? null : device.value().toString(),
                array("uuid", versions, version -> version.node().value()),
                array("bigint", versions, VersionRow::sequence),
                array("uuid", versions, version -> version.body().version().value()),
                array("bytea", versions, version -> version.body().content().toBytes()),
                array("bigint", versions, version -> version.body().size()),
                array("bigint", versions, version -> version.modified().getEpochSecond()),
                array("int", versions, version -> nanos(version.modified())),
                array("boolean", versions, version -> version.body().executable()),
                array("text", versions, version -> rows.column(version.body().attributes())));
    }

    /** Conflicts told by one caller, one of each copy; what was told of a copy before is replaced. */
    void insertConflicts(JdbcRoundTrip trip, SpaceId space, Caller caller, Collection<ConflictRow> told) {
        if (told.isEmpty()) {
            return;
        }
        var conflicts = List.copyOf(told);
        var device = caller.device();
        trip.update(
                INSERT_CONFLICTS,
                space.value(),
                device == null ? null : device.value().toString(),
                caller.account().value(),
                caller.name(),
                array("uuid", conflicts, conflict -> conflict.copy().value()),
                array("uuid", conflicts, conflict -> conflict.original().value()),
                array(
                        "uuid",
                        conflicts,
                        conflict ->
                                conflict.base() == null ? null : conflict.base().value()),
                array("text", conflicts, ConflictRow::device),
                array("timestamptz", conflicts, conflict -> text(conflict.made())));
    }

    private List<Object> columns(List<NodeRow> nodes) {
        return List.of(
                array("uuid", nodes, node -> node.id().value()),
                array(
                        "uuid",
                        nodes,
                        node -> node.parent() == null ? null : node.parent().value()),
                array("text", nodes, NodeRow::name),
                array("text", nodes, node -> Names.fold(node.name())),
                array("boolean", nodes, NodeRow::isFolder),
                array("bigint", nodes, NodeRow::sequence),
                array("bigint", nodes, node -> node.modified().getEpochSecond()),
                array("int", nodes, node -> nanos(node.modified())),
                ofBodies("uuid", nodes, body -> body.version().value()),
                ofBodies("bytea", nodes, body -> body.content().toBytes()),
                ofBodies("bigint", nodes, NodeRow.Body::size),
                array(
                        "boolean",
                        nodes,
                        node -> node.body() != null && node.body().executable()),
                ofBodies("text", nodes, body -> rows.column(body.attributes())),
                ofTrashed("timestamptz", nodes, trashed -> text(trashed.at())),
                ofTrashed("text", nodes, NodeRow.Trashed::by),
                ofTrashed("text", nodes, NodeRow.Trashed::path));
    }

    private static SqlArrayValue ofBodies(
            String type, List<NodeRow> nodes, Function<NodeRow.Body, @Nullable Object> value) {
        return array(type, nodes, node -> node.body() == null ? null : value.apply(node.body()));
    }

    private static SqlArrayValue ofTrashed(
            String type, List<NodeRow> nodes, Function<NodeRow.Trashed, @Nullable Object> value) {
        return array(type, nodes, node -> node.trashed() == null ? null : value.apply(node.trashed()));
    }

    private static <T> SqlArrayValue array(String type, List<T> items, Function<T, @Nullable Object> value) {
        // The driver writes byte arrays as such only when the array says that it holds nothing else.
        var values = type.equals("bytea") ? new byte[items.size()][] : new Object[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(items.get(i));
        }
        return new SqlArrayValue(type, values);
    }

    private static int nanos(Instant instant) {
        return instant.get(ChronoField.NANO_OF_SECOND);
    }

    private static String text(Instant instant) {
        return instant.toString();
    }
}
