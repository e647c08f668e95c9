package dev.cairn.notification.mail;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code notification.mail}. Several processes may work on it: a mail is claimed for a while, and comes back by
 * itself when its claimer dies.
 */
class JdbcMailQueue {
    /** Most mails one person makes go to another within {@link #LIMITED}. */
    static final int PAIR_MAX = 10;

    /** Most mails one person makes go to anybody within {@link #LIMITED}. */
    static final int ACTOR_MAX = 200;

    private static final Duration LIMITED = Duration.ofDays(1);
    private static final int ERROR_CHARACTERS_MAX = 500;

    private final JdbcClient jdbc;

    JdbcMailQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A mail that is ours until the claim ends. {@code attempt} counts from 1. */
    record Claimed(ShareNotice notice, int attempt) {}

    /** Queues a mail, unless its event has one already or its actor made too many. Durable when it returns. */
    void add(ShareNotice notice, AccountId actor, Instant now) {
        jdbc.sql("""
                        INSERT INTO notification.mail
                        (event, created, recipient, space, space_name, role, actor, actor_name, state, next_attempt)
                        SELECT :event, :created, :recipient, :space, :spaceName, :role, :actor, :actorName, 'QUEUED', :now
                        WHERE (SELECT count(*) < :actorMax AND count(*) FILTER (WHERE recipient = :recipient) < :pairMax
                            FROM notification.mail WHERE actor = :actor AND created > :since)
                        ON CONFLICT (event) DO NOTHING""")
                .param("event", notice.event().value())
                .param("created", utc(notice.created()))
                .param("recipient", notice.recipient().value())
                .param("space", notice.space().value())
                .param("spaceName", notice.spaceName())
                .param("role", notice.role().name())
                .param("actor", actor.value())
                .param("actorMax", ACTOR_MAX)
                .param("pairMax", PAIR_MAX)
                .param("since", utc(notice.created().minus(LIMITED)))
                .param("actorName", notice.actorName())
                .param("now", utc(now))
                .update();
    }

    /** At most {@code limit} mails that are due, ours for {@code claim}. */
    List<Claimed> claim(Instant now, Duration claim, int limit) {
        return jdbc.sql("""
                        UPDATE notification.mail SET attempts = attempts + 1, next_attempt = :end
                        WHERE event IN (
                            SELECT event FROM notification.mail WHERE state = 'QUEUED' AND next_attempt <= :now
                            ORDER BY next_attempt LIMIT :limit FOR UPDATE SKIP LOCKED)
                        RETURNING event, created, recipient, space, space_name, role, actor_name, attempts""")
                .param("now", utc(now))
                .param("end", utc(now.plus(claim)))
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /** When the next mail is due, if any waits. */
    Optional<Instant> nextAttempt() {
        return jdbc.sql("SELECT min(next_attempt) AS next FROM notification.mail WHERE state = 'QUEUED'")
                .query((row, _) -> Optional.ofNullable(row.getObject("next", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /** It went out. */
    void sent(EventId event) {
        finish(event, "SENT", null);
    }

    /** It will never go out. */
    void giveUp(EventId event, String why) {
        finish(event, "GIVEN_UP", why);
    }

    /** It did not go out this time. */
    void retry(EventId event, Instant when, String why) {
        jdbc.sql("UPDATE notification.mail SET next_attempt = :when, last_error = :why WHERE event = :event")
                .param("when", utc(when))
                .param("why", shortened(why))
                .param("event", event.value())
                .update();
    }

    /** Forgets what was sent or given up and is older than {@code end}. */
    int removeFinishedBefore(Instant end) {
        return jdbc.sql("DELETE FROM notification.mail WHERE state <> 'QUEUED' AND created < :end")
                .param("end", utc(end))
                .update();
    }

    private void finish(EventId event, String state, @Nullable String why) {
        jdbc.sql("UPDATE notification.mail SET state = :state, last_error = :why WHERE event = :event")
                .param("state", state)
                .param("why", why == null ? null : shortened(why))
                .param("event", event.value())
                .update();
    }

    private static Claimed read(ResultSet row) throws SQLException {
        return new Claimed(
                new ShareNotice(
                        new EventId(row.getObject("event", UUID.class)),
                        row.getObject("created", OffsetDateTime.class).toInstant(),
                        new AccountId(row.getObject("recipient", UUID.class)),
                        new SpaceId(row.getObject("space", UUID.class)),
                        row.getString("space_name"),
                        SpaceRole.valueOf(row.getString("role")),
                        row.getString("actor_name")),
                row.getInt("attempts"));
    }

    private static String shortened(String text) {
        return text.length() <= ERROR_CHARACTERS_MAX ? text : text.substring(0, ERROR_CHARACTERS_MAX);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
