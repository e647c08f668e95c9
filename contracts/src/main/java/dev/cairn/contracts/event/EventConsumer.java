package dev.cairn.contracts.event;

/**
 * A service's ear. Delivery is at least once and in commit order per space; implementations are idempotent by event id and
 * fast. An exception means "not taken": the event comes again.
 */
public interface EventConsumer {
    /** A stable name: the broker's queue is called after it. */
    String name();

    /** Takes one event; durable (where the consumer keeps anything) when it returns. */
    void accept(EventEnvelope envelope);
}
