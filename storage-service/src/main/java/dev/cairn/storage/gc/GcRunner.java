package dev.cairn.storage.gc;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
    private final AtomicReference<@Nullable CountDownLatch> stopped = new AtomicReference<>();

    GcRunner(Collector collector, GcProperties properties, GcMetrics metrics) {
        this.collector = collector;
        this.properties = properties;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        var latch = new CountDownLatch(1);
        if (properties.enabled() && stopped.compareAndSet(null, latch)) {
            Thread.ofVirtual().name("storage-gc").start(() -> run(latch));
        }
    }

    @Override
    public void stop() {
        var latch = stopped.getAndSet(null);
        if (latch != null) {
            latch.countDown();
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.get() != null;
    }

    private void run(CountDownLatch latch) {
        try {
            while (!latch.await(properties.every().toMillis(), TimeUnit.MILLISECONDS)) {
                passes(latch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void passes(CountDownLatch latch) {
        try {
            int pass = 0;
            do {
                noted(collector.pass(false, false, new SharedPace(properties.share(), latch)));
                pass++;
            } while (pass < PASSES_WHEN_FULL && collector.isFull());
        } catch (StoppedException e) {
            LOG.debug("stopped in the middle of a pass");
        } catch (Throwable e) {
            // Whatever it was, the next pass may do better; a collector that ended silently fills the disk.
            metrics.failed();
            LOG.error("a pass of the collector ended early; next try in {}", properties.every(), e);
        }
    }

    private Pass noted(Pass pass) {
        metrics.add(pass);
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
    public Pass collectAll(boolean allowLarge) {
        return noted(collector.pass(true, allowLarge, Pace.UNBOUNDED));
    }

    @Override
    public Status status() {
        return collector.status(isRunning());
    }

    /** Rests so that work is no more than a share of the time; stops when the latch is open. */
    private record SharedPace(double share, CountDownLatch latch) implements Pace {
        private static final long REST_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);

        @Override
        public void rest(long workedNanos) {
            double part = Math.clamp(share, 0.01, 1.0);
            long nanos = Math.min(REST_NANOS_MAX, (long) (workedNanos * (1 / part - 1)));
            try {
                if (latch.await(nanos, TimeUnit.NANOSECONDS)) {
                    throw new StoppedException();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoppedException();
            }
        }
    }
}
