package dev.cairn.metadata.retention;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Forgets, now and then, in small transactions. Several processes may do so at once: none does harm. */
final class Sweeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final List<Retained> retained;
    private final RetentionProperties properties;
    private volatile @Nullable CountDownLatch stopped;

    Sweeper(List<Retained> retained, RetentionProperties properties) {
        this.retained = List.copyOf(retained);
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        if (stopped == null) {
            var latch = new CountDownLatch(1);
            stopped = latch;
            Thread.ofVirtual().name("metadata-sweeper").start(() -> run(latch));
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
        try {
            while (!latch.await(properties.sweep().toMillis(), TimeUnit.MILLISECONDS)) {
                sweep(latch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep(CountDownLatch latch) {
        for (var kind : retained) {
            try {
                while (latch.getCount() > 0 && kind.forget(properties.batch()) == properties.batch()) {
                    LOG.debug("forgot {} rows, and there are more", properties.batch());
                }
            } catch (RuntimeException e) {
                LOG.warn("cannot forget what is old; trying again later", e);
            }
        }
    }
}
