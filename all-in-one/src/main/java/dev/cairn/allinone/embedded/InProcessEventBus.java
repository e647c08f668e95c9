package dev.cairn.allinone.embedded;

import dev.cairn.contracts.event.EventBus;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls every consumer of this process on the thread of the outbox. One that fails does not keep the event from the others;
 * the outbox learns of it and delivers the event to all of them again.
 */
final class InProcessEventBus implements EventBus {
    private final Supplier<List<EventConsumer>> consumers;

    /** Asks for the consumers at each delivery: they and the outbox may need each other's services to be built. */
    InProcessEventBus(Supplier<List<EventConsumer>> consumers) {
        this.consumers = consumers;
    }

    @Override
    public void deliver(EventEnvelope envelope) {
        @Nullable RuntimeException failure = null;
        for (var consumer : consumers.get()) {
            try {
                consumer.accept(envelope);
            } catch (RuntimeException e) {
                var named = new IllegalStateException(consumer.name() + " did not take event " + envelope.id(), e);
                if (failure == null) {
                    failure = named;
                } else {
                    failure.addSuppressed(named);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
