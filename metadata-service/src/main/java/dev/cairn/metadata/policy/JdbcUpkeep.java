package dev.cairn.metadata.policy;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table upkeep: whose turn it is to look at a space. */
final class JdbcUpkeep {
    private final JdbcClient jdbc;
    private final Ids ids;

    JdbcUpkeep(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** The space is due at once, from its beginning; whoever looks at it now loses the lease. */
    void beginAnew(SpaceId space, Instant now) {
        jdbc.sql("""
                        INSERT INTO metadata.upkeep (space_id, due_at) VALUES (?, ?) ON CONFLICT (space_id) DO UPDATE
                        SET due_at = excluded.due_at, lease = NULL, leased_until = NULL, position = NULL""").params(space.value(), utc(now)).update();
    }

    /** As {@link #beginAnew}, for all spaces without a policy of their own that were ever due. */
    void beginAllAnew(Instant now) {
        jdbc.sql("""
                        UPDATE metadata.upkeep u SET due_at = ?, lease = NULL, leased_until = NULL, position = NULL
                        WHERE NOT EXISTS (SELECT 1 FROM metadata.policy p WHERE p.space_id = u.space_id)""").param(utc(now)).update();
    }

    /** Spaces that were never due become so, at most {@code limit} of them. */
    void enrol(Instant now, int limit) {
        jdbc.sql("""
                        INSERT INTO metadata.upkeep (space_id, due_at) SELECT s.id, ? FROM metadata.space s
                        WHERE NOT EXISTS (SELECT 1 FROM metadata.upkeep u WHERE u.space_id = s.id) LIMIT ? ON CONFLICT DO NOTHING""").params(utc(now), limit).update();
    }

    /** Takes the space that is due longest and that nobody else looks at; for others it is taken until the lease is over. */
    Optional<Turn> claim(Instant now, Duration lease) {
        return jdbc.sql("""
                        UPDATE metadata.upkeep SET lease = ?, leased_until = ? WHERE space_id = (
                            SELECT space_id FROM metadata.upkeep WHERE due_at <= ? AND (lease IS NULL OR leased_until <= ?)
                            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING space_id, lease, position""")
                .param(ids.next())
                .param(utc(now.plus(lease)))
                .param(utc(now))
                .param(utc(now))
                .query((row, _) -> {
                    var position = row.getObject("position", UUID.class);
                    return new Turn(
                            new SpaceId(row.getObject("space_id", UUID.class)),
                            row.getObject("lease", UUID.class),
                            position == null ? null : new NodeId(position));
                })
                .optional();
    }

    /** Goes on to hold the space; false when somebody else has it, or it is to be begun anew. */
    boolean renew(Turn turn, @Nullable NodeId position, Instant until) {
        return jdbc.sql("UPDATE metadata.upkeep SET leased_until = ?, position = ? WHERE space_id = ? AND lease = ?")
                        .param(utc(until))
                        .param(position == null ? null : position.value())
                        .param(turn.space().value())
                        .param(turn.lease())
                        .update()
                == 1;
    }

    /** Gives the space back where it is; it is due again then. */
    void giveBack(Turn turn, Instant due) {
        jdbc.sql("""
                        UPDATE metadata.upkeep SET due_at = ?, lease = NULL, leased_until = NULL WHERE space_id = ? AND lease = ?""").params(utc(due), turn.space().value(), turn.lease()).update();
    }

    /** The space is done; it is due again, from its beginning, then. */
    void finish(Turn turn, Instant due) {
        jdbc.sql("""
                        UPDATE metadata.upkeep SET due_at = ?, lease = NULL, leased_until = NULL, position = NULL
                        WHERE space_id = ? AND lease = ?""").params(utc(due), turn.space().value(), turn.lease()).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
