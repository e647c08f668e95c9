package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.metadata.sql.JdbcRoundTrip;
import dev.cairn.metadata.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table operation: what became of the edits clients have numbered. */
final class JdbcOutcomes {
    private static final String FIND = """
            SELECT o.* FROM unnest(?::uuid[]) k(id) CROSS JOIN LATERAL (SELECT id, node_id, sequence, problem, detail
                FROM metadata.operation o WHERE o.space_id = ? AND o.id = k.id OFFSET 0) o""";
    private static final String INSERT = """
            INSERT INTO metadata.operation (space_id, at, id, node_id, sequence, problem, detail)
            SELECT ?::uuid, ?::timestamptz, u.* FROM unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::text[]) u""";

    private final JdbcClient jdbc;

    JdbcOutcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of these operations that were seen before. */
    Rows<Outcome> find(JdbcRoundTrip trip, SpaceId space, Collection<OperationId> ids) {
        return trip.query(
                FIND,
                (row, _) -> outcome(row),
                new SqlArrayValue("uuid", ids.stream().map(OperationId::value).toArray()),
                space.value());
    }

    void insert(JdbcRoundTrip trip, SpaceId space, List<Outcome> outcomes, Instant at) {
        if (outcomes.isEmpty()) {
            return;
        }
        trip.update(
                INSERT,
                space.value(),
                at.atOffset(ZoneOffset.UTC),
                array("uuid", outcomes, outcome -> outcome.id().value()),
                array(
                        "uuid",
                        outcomes,
                        outcome ->
                                outcome.node() == null ? null : outcome.node().value()),
                array("bigint", outcomes, Outcome::sequence),
                array(
                        "text",
                        outcomes,
                        outcome -> outcome.problem() == null
                                ? null
                                : outcome.problem().name()),
                array("text", outcomes, Outcome::detail));
    }

    /** Forgets operations that were made before {@code before}; at most {@code limit}, tells how many. */
    int forget(Instant before, int limit) {
        return jdbc.sql("""
                        DELETE FROM metadata.operation WHERE (space_id, id) IN
                            (SELECT space_id, id FROM metadata.operation WHERE at < ? LIMIT ?)""").param(before.atOffset(ZoneOffset.UTC)).param(limit).update();
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        var node = row.getObject("node_id", UUID.class);
        var problem = row.getString("problem");
        return new Outcome(
                new OperationId(row.getObject("id", UUID.class)),
                node == null ? null : new NodeId(node),
                row.getLong("sequence"),
                problem == null ? null : Problem.valueOf(problem),
                row.getString("detail"));
    }

    private static SqlArrayValue array(String type, List<Outcome> outcomes, Function<Outcome, @Nullable Object> value) {
        return new SqlArrayValue(type, outcomes.stream().map(value).toArray());
    }
}
