package dev.cairn.contracts.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way out of the outbox: calls the consumers of this process, or hands the event to the broker. */
public interface EventBus {
    /** Returns when every consumer (or the broker, durably) has taken the event; throws otherwise, and the outbox keeps it. */
    void deliver(EventEnvelope envelope);

    /**
     * Delivers events of one space, in order. Those that were not taken by everybody come again, in the same order.
     *
     * @return how far it came; nothing is thrown for an event that was not taken
     */
    default Delivery deliver(List<EventEnvelope> events) {
        int taken = 0;
        for (var event : events) {
            try {
                deliver(event);
            } catch (RuntimeException e) {
                return new Delivery(taken, e);
            }
            taken++;
        }
        return new Delivery(taken, null);
    }

    /**
     * How far a delivery came.
     *
     * @param taken so many events, from the first, everybody has taken
     * @param failure why not all; null when it was all
     */
    record Delivery(int taken, @Nullable RuntimeException failure) {}
}
