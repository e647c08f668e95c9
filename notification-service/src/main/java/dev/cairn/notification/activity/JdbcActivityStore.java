package dev.cairn.notification.activity;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.notification.Activity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code notification.activity}. */
class JdbcActivityStore {
    private static final String INSERT = """
            INSERT INTO notification.activity (space, event, ordinal, at, actor, actor_name, action, subject, node)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event, ordinal) DO NOTHING""";

    private final JdbcTemplate jdbc;

    JdbcActivityStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A row and its position in the space. */
    record Row(long position, Activity activity) {}

    /** Adds what an event tells, unless that was added before. */
    void add(SpaceId space, EventId event, List<Activity> activities) {
        var rows = new ArrayList<Object[]>(activities.size());
        for (int i = 0; i < activities.size(); i++) {
            var activity = activities.get(i);
            var node = activity.node();
            rows.add(new Object[] {
                space.value(),
                event.value(),
                i,
                utc(activity.at()),
                activity.actor().value(),
                activity.actorName(),
                activity.action(),
                activity.subject(),
                node == null ? null : node.value()
            });
        }
        jdbc.batchUpdate(INSERT, rows);
    }

    /** At most {@code limit} rows before a position, latest first. */
    List<Row> before(SpaceId space, long position, int limit) {
        return JdbcClient.create(jdbc)
                .sql("""
                        SELECT position, at, actor, actor_name, action, subject, node FROM notification.activity
                        WHERE space = :space AND position < :position ORDER BY position DESC LIMIT :limit""")
                .param("space", space.value())
                .param("position", position)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /** Forgets at most {@code limit} rows older than {@code end}; tells how many. */
    int removeOlderThan(Instant end, int limit) {
        return JdbcClient.create(jdbc)
                .sql("""
                        DELETE FROM notification.activity WHERE (space, position) IN
                        (SELECT space, position FROM notification.activity WHERE at < :end ORDER BY at LIMIT :limit)""")
                .param("end", utc(end))
                .param("limit", limit)
                .update();
    }

    private static Row read(ResultSet row) throws SQLException {
        var node = row.getObject("node", UUID.class);
        return new Row(
                row.getLong("position"),
                new Activity(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        new AccountId(row.getObject("actor", UUID.class)),
                        row.getString("actor_name"),
                        row.getString("action"),
                        row.getString("subject"),
                        node == null ? null : new NodeId(node)));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
