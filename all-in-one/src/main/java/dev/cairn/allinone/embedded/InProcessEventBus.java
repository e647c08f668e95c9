package dev.cairn.allinone.embedded;

import dev.cairn.contracts.event.EventBus;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.EventId;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls every consumer of this process on the thread of the outbox. One that fails keeps neither the event nor the next ones
 * (as many as the outbox takes at once) from the others: each goes on by itself, in order, and only those that have not taken
 * an event are asked again when it comes again.
 */
final class InProcessEventBus implements EventBus {
    /** Events somebody has taken and somebody has not; beyond it the eldest are given to all again, which they expect. */
    private static final int PARTLY_TAKEN_MAX = 10_000;

    private final Supplier<List<EventConsumer>> consumers;

    private final Map<EventId, Set<String>> takers = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EventId, Set<String>> eldest) {
            return size() > PARTLY_TAKEN_MAX;
        }
    });

    /** Asks for the consumers at each delivery: they and the outbox may need each other's services to be built. */
    InProcessEventBus(Supplier<List<EventConsumer>> consumers) {
        this.consumers = consumers;
    }

    @Override
    public void deliver(EventEnvelope envelope) {
        var failure = deliver(List.of(envelope)).failure();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Delivery deliver(List<EventEnvelope> events) {
        @Nullable RuntimeException failure = null;
        int taken = events.size();
        for (var consumer : consumers.get()) {
            var one = deliver(events, consumer);
            taken = Math.min(taken, one.taken());
            if (failure == null) {
                failure = one.failure();
            } else if (one.failure() != null) {
                failure.addSuppressed(one.failure());
            }
        }
        events.subList(0, taken).forEach(event -> takers.remove(event.id()));
        return new Delivery(taken, failure);
    }

    private Delivery deliver(List<EventEnvelope> events, EventConsumer consumer) {
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            var have = takers.computeIfAbsent(event.id(), _ -> new HashSet<>());
            if (have.contains(consumer.name())) {
                continue;
            }
            try {
                consumer.accept(event);
            } catch (RuntimeException e) {
                return new Delivery(
                        i, new IllegalStateException(consumer.name() + " did not take event " + event.id(), e));
            }
            have.add(consumer.name());
        }
        return new Delivery(events.size(), null);
    }
}
