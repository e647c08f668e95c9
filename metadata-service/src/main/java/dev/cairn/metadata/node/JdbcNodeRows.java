package dev.cairn.metadata.node;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.metadata.sql.JdbcRoundTrip;
import dev.cairn.metadata.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads rows of the table node, for every feature that has queries of its own. */
public final class JdbcNodeRows implements RowMapper<NodeRow> {
    /** What {@link #mapRow} reads; the table's alias is {@code n}. */
    public static final String COLUMNS = """
            n.id, n.parent_id, n.name, n.sequence, n.modified_s, n.modified_ns, n.version_id, n.content, n.size, n.executable,\
             n.attributes, n.trashed_at, n.trashed_by, n.trashed_path""";

    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    /** OFFSET 0 keeps the planner from turning point lookups into a scan of the whole table when its guess is wrong. */
    private static final String WITH_ANCESTORS = """
            WITH RECURSIVE up AS (
                SELECT n.* FROM unnest(?::uuid[]) k(id)
                CROSS JOIN LATERAL (SELECT * FROM metadata.node n WHERE n.space_id = ? AND n.id = k.id OFFSET 0) n
                UNION
                SELECT n.* FROM up
                CROSS JOIN LATERAL (SELECT * FROM metadata.node n WHERE n.space_id = ? AND n.id = up.parent_id OFFSET 0) n)
            SELECT %s FROM up n""".formatted(COLUMNS);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public JdbcNodeRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** These nodes, as far as they exist, and everything above them. */
    public Map<NodeId, NodeRow> withAncestors(SpaceId space, Collection<NodeId> ids) {
        var rows = new HashMap<NodeId, NodeRow>();
        if (!ids.isEmpty()) {
            jdbc.sql(WITH_ANCESTORS)
                    .param(uuids(ids))
                    .param(space.value())
                    .param(space.value())
                    .query(this)
                    .list()
                    .forEach(row -> rows.put(row.id(), row));
        }
        return rows;
    }

    /** As {@link #withAncestors(SpaceId, Collection)}, with others on their way. */
    Rows<NodeRow> withAncestors(JdbcRoundTrip trip, SpaceId space, Collection<NodeId> ids) {
        return trip.query(WITH_ANCESTORS, this, uuids(ids), space.value(), space.value());
    }

    /** Everything above these nodes. */
    public Ancestry above(SpaceId space, Collection<NodeRow> nodes) {
        return new Ancestry(withAncestors(
                space,
                nodes.stream()
                        .map(NodeRow::parent)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList()));
    }

    @Override
    public NodeRow mapRow(ResultSet row, int number) throws SQLException {
        var parent = row.getObject("parent_id", UUID.class);
        return new NodeRow(
                new NodeId(row.getObject("id", UUID.class)),
                parent == null ? null : new NodeId(parent),
                row.getString("name"),
                row.getLong("sequence"),
                Instant.ofEpochSecond(row.getLong("modified_s"), row.getInt("modified_ns")),
                body(row),
                trashed(row));
    }

    private NodeRow.@Nullable Body body(ResultSet row) throws SQLException {
        var version = row.getObject("version_id", UUID.class);
        if (version == null) {
            return null;
        }
        return new NodeRow.Body(
                new VersionId(version),
                ContentId.ofDigest(row.getBytes("content")),
                row.getLong("size"),
                row.getBoolean("executable"),
                attributes(row.getString("attributes")));
    }

    private static NodeRow.@Nullable Trashed trashed(ResultSet row) throws SQLException {
        var at = row.getObject("trashed_at", OffsetDateTime.class);
        return at == null
                ? null
                : new NodeRow.Trashed(at.toInstant(), row.getString("trashed_by"), row.getString("trashed_path"));
    }

    /** The attributes a column holds. */
    public Map<String, String> attributes(@Nullable String column) {
        return column == null ? Map.of() : json.readValue(column, ATTRIBUTES);
    }

    /** The column for these attributes. */
    public @Nullable String column(Map<String, String> attributes) {
        return attributes.isEmpty() ? null : json.writeValueAsString(attributes);
    }

    /** Ids as a parameter for {@code ?::uuid[]}. */
    public static SqlArrayValue uuids(Collection<NodeId> ids) {
        return new SqlArrayValue("uuid", ids.stream().map(NodeId::value).toArray());
    }
}
