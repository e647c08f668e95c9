package dev.cairn.metadata.outbox;

import dev.cairn.contracts.event.EventBus;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.SpaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import tools.jackson.core.JacksonException;

/**
 * Carries events from the outbox to the bus: one thread per process, in order per space, each until the bus has taken it. A
 * space whose event is not taken pauses, longer each time; the others go on. Of several processes one at a time carries a
 * given space.
 */
final class Relay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    /** A space another process carries may get events after that one's last look: look again soon. */
    private static final Duration BUSY_PAUSE = Duration.ofMillis(20);

    private final JdbcOutbox outbox;
    private final SpaceTurns turns;
    private final EventBus bus;
    private final Bell bell;
    private final InstantSource clock;
    private final OutboxProperties properties;
    private final Map<SpaceId, Pause> pauses = new HashMap<>();
    private volatile @Nullable Thread thread;

    private record Pause(Duration length, Instant until) {}

    Relay(
            JdbcOutbox outbox,
            SpaceTurns turns,
            EventBus bus,
            Bell bell,
            InstantSource clock,
            OutboxProperties properties) {
        this.outbox = outbox;
        this.turns = turns;
        this.bus = bus;
        this.bell = bell;
        this.clock = clock;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            // Known before it runs: it ends when it is not the one.
            var fresh = Thread.ofPlatform().name("metadata-relay").daemon().unstarted(this::run);
            thread = fresh;
            fresh.start();
        }
    }

    @Override
    public synchronized void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        var running = thread;
        return running != null && running.isAlive();
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            try {
                bell.await(round());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // An Error too: a thread that is gone would keep every event back, and nobody would notice.
                LOG.error("the outbox cannot be read; trying again", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            bell.await(properties.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Carries what waits; returns how long to sleep if nobody rings. */
    Duration round() throws InterruptedException {
        var sleep = properties.poll();
        var waiting = outbox.spaces(properties.spaces());
        pauses.keySet().retainAll(waiting);
        for (var space : waiting) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var pause = pauses.get(space);
            if (pause != null && clock.instant().isBefore(pause.until())) {
                sleep = shorter(sleep, Duration.between(clock.instant(), pause.until()));
            } else {
                sleep = shorter(sleep, carry(space));
            }
        }
        return sleep;
    }

    private Duration carry(SpaceId space) {
        try {
            var outcome = turns.tryWith(space, () -> deliver(space));
            if (outcome.isEmpty()) {
                return BUSY_PAUSE;
            }
            if (outcome.get()) {
                pauses.remove(space);
                return properties.poll();
            }
        } catch (DataAccessResourceFailureException e) {
            // No database, for nobody: the next space would only wait for a connection as long as this one.
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("the events of space {} cannot be carried; they stay", space, e);
        }
        return pauseOf(space);
    }

    private Duration pauseOf(SpaceId space) {
        var last = pauses.get(space);
        var length = last == null ? properties.retryMin() : longer(last.length());
        pauses.put(space, new Pause(length, clock.instant().plus(length)));
        return length;
    }

    /** Whether everything that waited was taken. */
    private boolean deliver(SpaceId space) {
        while (true) {
            var next = outbox.next(space, properties.batch());
            if (!deliver(space, next.events())) {
                return false;
            }
            if (!next.more()) {
                // Whatever was committed since has rung the bell.
                return true;
            }
        }
    }

    private boolean deliver(SpaceId space, List<JdbcOutbox.Waiting> events) {
        var readable = readable(space, events);
        var delivery = bus.deliver(readable);
        if (delivery.taken() > 0) {
            outbox.delivered(space, events.get(delivery.taken() - 1).id());
        }
        if (delivery.failure() != null) {
            LOG.warn("an event of space {} was not taken; it stays", space, delivery.failure());
        }
        return delivery.taken() == events.size();
    }

    /** The events up to the first that cannot be read: what comes after it must not overtake it. */
    private List<EventEnvelope> readable(SpaceId space, List<JdbcOutbox.Waiting> events) {
        var readable = new ArrayList<EventEnvelope>();
        for (var event : events) {
            try {
                readable.add(outbox.read(event));
            } catch (JacksonException e) {
                LOG.error("event {} of space {} cannot be read; it stays", event.event(), space, e);
                break;
            }
        }
        return readable;
    }

    private Duration longer(Duration length) {
        return shorter(length.multipliedBy(2), properties.retryMax());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
