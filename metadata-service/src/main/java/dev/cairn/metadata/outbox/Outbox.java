package dev.cairn.metadata.outbox;

import dev.cairn.contracts.event.Event;
import dev.cairn.metadata.sql.JdbcRoundTrip;

/** Where a change leaves word of itself. */
public interface Outbox {
    /**
     * Writes the event in the current transaction, whose holder has the space's row locked: so events of a space are numbered
     * in the order of their commits. It leaves milliseconds after the commit, or when the broker is back.
     */
    void append(Event event);

    /** As {@link #append(Event)}, with others on their way. */
    void append(JdbcRoundTrip trip, Event event);
}
