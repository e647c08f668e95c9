package dev.cairn.s3.multipart;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Forgets uploads that nobody completed in a week. */
final class UploadExpiry implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(UploadExpiry.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration KEEP_OPEN = Duration.ofDays(7);
    private static final Duration KEEP_COMPLETED = Duration.ofDays(1);

    private final JdbcUploadStore store;
    private final InstantSource clock;
    private volatile CountDownLatch stop = new CountDownLatch(0);

    UploadExpiry(JdbcUploadStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Forgets what is too old now; tells how many uploads. */
    int expire() {
        var now = clock.instant();
        return store.removeOld(now.minus(KEEP_OPEN), now.minus(KEEP_COMPLETED));
    }

    @Override
    public void start() {
        var stopped = new CountDownLatch(1);
        stop = stopped;
        Thread.ofVirtual().name("s3-upload-expiry").start(() -> run(stopped));
    }

    private void run(CountDownLatch stopped) {
        try {
            while (!stopped.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    expire();
                } catch (RuntimeException e) {
                    LOG.warn("Old multipart uploads could not be forgotten; trying again in {}", EVERY, e);
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
