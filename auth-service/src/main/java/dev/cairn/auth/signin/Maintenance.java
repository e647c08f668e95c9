package dev.cairn.auth.signin;

import dev.cairn.auth.token.SigningKeys;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Once an hour: deletes sign-ins and tokens that have expired, and looks after the signing keys. */
final class Maintenance implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final long PERIOD_MINUTES = 60;
    private static final long FIRST_MINUTES = 1;

    private final JdbcSignIns signIns;
    private final SigningKeys keys;
    private final InstantSource clock;
    private volatile @Nullable ScheduledExecutorService executor;

    Maintenance(JdbcSignIns signIns, SigningKeys keys, InstantSource clock) {
        this.signIns = signIns;
        this.keys = keys;
        this.clock = clock;
    }

    /** One round, now. */
    void run() {
        try {
            signIns.purge(clock.instant());
            keys.maintain();
        } catch (RuntimeException e) {
            // The next round is soon enough.
            LOG.warn("maintenance failed: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void start() {
        var thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("auth-maintenance").daemon().factory());
        var _ = thread.scheduleWithFixedDelay(this::run, FIRST_MINUTES, PERIOD_MINUTES, TimeUnit.MINUTES);
        executor = thread;
    }

    @Override
    public synchronized void stop() {
        var thread = executor;
        if (thread != null) {
            thread.shutdownNow();
            executor = null;
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }
}
