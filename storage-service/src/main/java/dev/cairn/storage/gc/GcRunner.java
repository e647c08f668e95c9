package dev.cairn.storage.gc;

import dev.cairn.contracts.background.Background;
import dev.cairn.storage.job.CancelledException;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.job.Progress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Makes passes in the background, now and then and never more than a part of the time, unless it is switched off. */
final class GcRunner implements SmartLifecycle, StorageGc {
    private static final Logger LOG = LoggerFactory.getLogger(GcRunner.class);

    /** Passes that follow each other at once while the disk is full: condemn, delete, free. */
    private static final int PASSES_WHEN_FULL = 3;

    private final Collector collector;
    private final GcProperties properties;
    private final GcMetrics metrics;
    private final Background background;
    private final Foreground foreground;

    GcRunner(Collector collector, GcProperties properties, GcMetrics metrics, Foreground foreground) {
        this.collector = collector;
        this.properties = properties;
        this.metrics = metrics;
        this.foreground = foreground;
        this.background = Background.every(properties.every(), "storage-gc", this::passes);
    }

    @Override
    public void start() {
        if (properties.enabled()) {
            background.start();
        }
    }

    @Override
    public void stop() {
        background.stop();
    }

    @Override
    public boolean isRunning() {
        return background.isRunning();
    }

    private void passes(Background.Stop stop) {
        try {
            int pass = 0;
            do {
                log(collector.pass(false, false, new SharedPace(properties.share(), foreground, stop)));
                pass++;
            } while (pass < PASSES_WHEN_FULL && collector.isFull());
        } catch (StoppedException e) {
            LOG.debug("stopped in the middle of a pass");
        } catch (Throwable e) {
            metrics.failed();
            LOG.error("a pass of the collector ended early", e);
        }
    }

    private static Pass log(Pass pass) {
        if (pass.deleted() > 0 || pass.unlinked() > 0 || pass.compacted() > 0) {
            LOG.info(
                    "collected: {} records deleted, {} packs compacted, {} unlinked, {} bytes freed",
                    pass.deleted(),
                    pass.compacted(),
                    pass.unlinked(),
                    pass.freedBytes());
        }
        return pass;
    }

    @Override
    public Pass collectAll(boolean allowLarge, Progress progress) {
        try {
            return log(collector.pass(true, allowLarge, new WatchedPace(progress)));
        } catch (StoppedException e) {
            throw e.getCause() instanceof CancelledException cancelled ? cancelled : e;
        }
    }

    @Override
    public Status status() {
        return collector.status(isRunning());
    }

    /** Rests so that work is no more than a share of the time, a small one while somebody uploads. */
    private record SharedPace(double share, Foreground foreground, Background.Stop stop) implements Pace {
        private static final long REST_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);

        @Override
        public void rest(long workedNanos) {
            double part = Math.clamp(foreground.isBusy() ? Math.min(share, Foreground.SHARE) : share, 0.01, 1.0);
            long nanos = Math.min(REST_NANOS_MAX, (long) (workedNanos * (1 / part - 1)));
            if (stop.within(Duration.ofNanos(nanos))) {
                throw new StoppedException();
            }
        }
    }
}
