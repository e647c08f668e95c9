package dev.cairn.metadata.outbox;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.metadata.sql.JdbcRoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** The outbox as a table. */
final class JdbcOutbox implements Outbox {
    /** As much as a process holds of a space's events at once. */
    private static final int BATCH_BYTES_MAX = 16 << 20;

    private final JdbcClient jdbc;
    private final JdbcOperations statements;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Ids ids;
    private final Bell bell;
    private final Supplier<List<CommitListener>> listeners;

    /** @param listeners asked for at each commit: they may need what needs the outbox */
    JdbcOutbox(
            JdbcOperations statements,
            JsonMapper json,
            InstantSource clock,
            Ids ids,
            Bell bell,
            Supplier<List<CommitListener>> listeners) {
        this.jdbc = JdbcClient.create(statements);
        this.statements = statements;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
        this.bell = bell;
        this.listeners = listeners;
    }

    /** An event as it was written, and its place in the queue. */
    record Waiting(long id, EventId event, Instant at, String text) {}

    /** Events in order, and whether more may wait. */
    record Batch(List<Waiting> events, boolean more) {}

    /** What waits: how many events (at most {@code countMax} are counted), and since when. */
    record Lag(long events, Instant oldest) {}

    @Override
    public void append(Event event) {
        var trip = new JdbcRoundTrip(statements);
        append(trip, event);
        trip.send();
    }

    @Override
    public void append(JdbcRoundTrip trip, Event event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an event is written with the change that made it true");
        }
        trip.update(
                "INSERT INTO metadata.outbox (space_id, event_id, at, event) VALUES (?, ?, ?, ?)",
                event.space().value(),
                ids.next(),
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                text(event));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                bell.ring();
                listeners.get().forEach(listener -> listener.committed(event.space()));
            }
        });
    }

    /** The broker takes no message of any length, and an event it refuses would hold up its space. */
    private String text(Event event) {
        var text = json.writeValueAsString(event);
        return event instanceof Event.NodesChanged changed && text.length() > Event.LENGTH_MAX
                ? json.writeValueAsString(changed.announced())
                : text;
    }

    /** Spaces with waiting events. Steps from space to space along an index: does not read what waits. */
    List<SpaceId> spaces(int limit) {
        return jdbc.sql("""
                        WITH RECURSIVE waiting AS (
                            (SELECT space_id FROM metadata.outbox ORDER BY space_id LIMIT 1)
                            UNION ALL
                            SELECT (SELECT o.space_id FROM metadata.outbox o WHERE o.space_id > w.space_id
                                ORDER BY o.space_id LIMIT 1) FROM waiting w WHERE w.space_id IS NOT NULL)
                        SELECT space_id FROM waiting WHERE space_id IS NOT NULL LIMIT ?""")
                .param(limit)
                .query((row, _) -> new SpaceId(row.getObject(1, UUID.class)))
                .list();
    }

    /** The next events of a space: at most {@code limit}, and after the first no more than {@link #BATCH_BYTES_MAX}. */
    Batch next(SpaceId space, int limit) {
        var looked = new AtomicLong();
        var events = jdbc.sql("""
                        SELECT o.id, o.event_id, o.at, o.event, n.looked FROM metadata.outbox o JOIN (
                            SELECT id, sum(octet_length(event)) OVER (ORDER BY id) AS bytes, min(id) OVER () AS first,
                                count(*) OVER () AS looked
                            FROM (SELECT id, event FROM metadata.outbox WHERE space_id = ? ORDER BY id LIMIT ?) waiting) n
                        ON n.id = o.id WHERE n.bytes <= ? OR n.id = n.first ORDER BY o.id""")
                .param(space.value())
                .param(limit)
                .param(BATCH_BYTES_MAX)
                .query((row, _) -> {
                    looked.set(row.getLong("looked"));
                    return waiting(row);
                })
                .list();
        return new Batch(events, looked.get() == limit || looked.get() > events.size());
    }

    /** Forgets the events of a space up to the last that was delivered. None with a smaller id can come: see {@link #append}. */
    void delivered(SpaceId space, long last) {
        jdbc.sql("DELETE FROM metadata.outbox WHERE space_id = ? AND id <= ?")
                .param(space.value())
                .param(last)
                .update();
    }

    /** What waits. */
    Lag lag(int countMax) {
        return jdbc.sql("""
                        SELECT count(*), coalesce(min(at), ?) FROM (SELECT at FROM metadata.outbox ORDER BY id LIMIT ?) waiting
                        """)
                .param(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param(countMax)
                .query((row, _) -> new Lag(
                        row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .single();
    }

    /** Reads an event; throws when its text is none. */
    EventEnvelope read(Waiting waiting) {
        return new EventEnvelope(waiting.event(), waiting.at(), json.readValue(waiting.text(), Event.class));
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getLong("id"),
                new EventId(row.getObject("event_id", UUID.class)),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("event"));
    }
}
