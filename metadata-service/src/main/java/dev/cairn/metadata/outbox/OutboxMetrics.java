package dev.cairn.metadata.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;

/** How far the outside world is behind: {@code cairn.metadata.outbox.lag} in seconds and {@code cairn.metadata.outbox.events}. */
final class OutboxMetrics implements MeterBinder {
    private static final int COUNT_MAX = 10_000;

    private final JdbcOutbox outbox;
    private final InstantSource clock;

    OutboxMetrics(JdbcOutbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("cairn.metadata.outbox.lag", this, OutboxMetrics::lagSeconds)
                .description("Age of the oldest event that has not left")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("cairn.metadata.outbox.events", this, OutboxMetrics::events)
                .description("Events that have not left, counted up to " + COUNT_MAX)
                .register(registry);
    }

    double lagSeconds() {
        return Duration.between(outbox.lag(1).oldest(), clock.instant()).toMillis() / 1000.0;
    }

    double events() {
        return outbox.lag(COUNT_MAX).events();
    }
}
