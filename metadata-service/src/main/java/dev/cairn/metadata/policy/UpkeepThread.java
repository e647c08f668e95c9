package dev.cairn.metadata.policy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Upkeep in the background of the process, for a share of the time. */
final class UpkeepThread implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(UpkeepThread.class);
    private static final Duration REST_MAX = Duration.ofSeconds(10);

    private final Upkeep upkeep;
    private final PolicyProperties properties;
    private volatile @Nullable CountDownLatch stopped;

    UpkeepThread(Upkeep upkeep, PolicyProperties properties) {
        this.upkeep = upkeep;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        if (stopped == null) {
            var latch = new CountDownLatch(1);
            stopped = latch;
            Thread.ofVirtual().name("metadata-upkeep").start(() -> run(latch));
        }
    }

    @Override
    public synchronized void stop() {
        if (stopped != null) {
            stopped.countDown();
            stopped = null;
        }
    }

    @Override
    public boolean isRunning() {
        return stopped != null;
    }

    private void run(CountDownLatch latch) {
        while (!isOver(latch, properties.poll())) {
            try {
                while (upkeep.turn(worked -> !isOver(latch, rest(worked))) && latch.getCount() > 0) {
                    LOG.debug("looked at a space, and there may be more");
                }
            } catch (RuntimeException e) {
                LOG.warn("cannot look which spaces are due; trying again later", e);
            }
        }
    }

    private Duration rest(Duration worked) {
        var rest = Duration.ofNanos((long) (worked.toNanos() * (1 / properties.share() - 1)));
        return rest.isNegative() ? Duration.ZERO : rest.compareTo(REST_MAX) > 0 ? REST_MAX : rest;
    }

    private static boolean isOver(CountDownLatch latch, Duration wait) {
        try {
            return latch.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
