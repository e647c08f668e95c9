package dev.cairn.notification.activity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Forgets old activities, some at a time, so that the feed's table stays bounded. */
final class ActivityPruning implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ActivityPruning.class);
    private static final int ROWS_MAX = 1_000;

    private final JdbcActivityStore store;
    private final Duration keep;
    private final InstantSource clock;
    private final Duration every;
    private volatile CountDownLatch stop = new CountDownLatch(0);

    ActivityPruning(JdbcActivityStore store, Duration keep, InstantSource clock, Duration every) {
        this.store = store;
        this.keep = keep;
        this.clock = clock;
        this.every = every;
    }

    /** Forgets everything that is too old now; tells how many rows. */
    int prune() {
        var end = clock.instant().minus(keep);
        int removed = 0;
        for (int rows = store.removeOlderThan(end, ROWS_MAX); rows > 0; rows = store.removeOlderThan(end, ROWS_MAX)) {
            removed += rows;
        }
        return removed;
    }

    @Override
    public void start() {
        var stopped = new CountDownLatch(1);
        stop = stopped;
        Thread.ofVirtual().name("activity-pruning").start(() -> run(stopped));
    }

    private void run(CountDownLatch stopped) {
        try {
            while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    prune();
                } catch (RuntimeException e) {
                    LOG.warn("Old activities could not be forgotten; trying again in {}", every, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stop.countDown();
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }
}
