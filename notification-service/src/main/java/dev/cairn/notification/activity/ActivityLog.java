package dev.cairn.notification.activity;

import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;

/** Writes events into the feed of their space, each once. */
final class ActivityLog implements EventConsumer {
    private final JdbcActivityStore store;

    ActivityLog(JdbcActivityStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "notification.activity";
    }

    @Override
    public void accept(EventEnvelope envelope) {
        store.add(envelope.event().space(), envelope.id(), EventActivities.of(envelope));
    }
}
