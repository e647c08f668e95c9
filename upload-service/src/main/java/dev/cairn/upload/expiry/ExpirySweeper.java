package dev.cairn.upload.expiry;

import dev.cairn.upload.session.SessionSweep;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Sweeps now and then, for as long as the application runs. Several processes may sweep one database. */
final class ExpirySweeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweeper.class);
    private static final int BATCHES_MAX = 100;

    private final SessionSweep sweep;
    private final Duration every;
    private @Nullable ScheduledExecutorService schedule;

    ExpirySweeper(SessionSweep sweep, Duration every) {
        this.sweep = sweep;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        var started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("upload-expiry").factory());
        var _ = started.scheduleWithFixedDelay(this::run, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        schedule = started;
    }

    @Override
    public synchronized void stop() {
        if (schedule != null) {
            schedule.shutdownNow();
            schedule = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return schedule != null;
    }

    private void run() {
        try {
            boolean more = true;
            for (int batch = 0; more && batch < BATCHES_MAX; batch++) {
                more = sweep.sweep();
            }
        } catch (RuntimeException e) {
            LOG.warn("expired uploads could not be swept; next try in {}", every, e);
        }
    }
}
