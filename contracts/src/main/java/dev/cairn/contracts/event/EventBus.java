package dev.cairn.contracts.event;

/** The way out of the outbox: calls the consumers of this process, or hands the event to the broker. */
public interface EventBus {
    /** Returns when every consumer (or the broker, durably) has taken the event; throws otherwise, and the outbox keeps it. */
    void deliver(EventEnvelope envelope);
}
