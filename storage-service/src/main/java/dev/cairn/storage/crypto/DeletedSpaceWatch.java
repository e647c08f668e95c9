package dev.cairn.storage.crypto;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks now and then for spaces whose keys are to be destroyed, in the background. */
final class DeletedSpaceWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DeletedSpaceWatch.class);

    private final DeletedSpaceKeys keys;
    private final Duration look;
    private final AtomicReference<@Nullable CountDownLatch> stopped = new AtomicReference<>();

    DeletedSpaceWatch(DeletedSpaceKeys keys, Duration look) {
        this.keys = keys;
        this.look = look;
    }

    @Override
    public void start() {
        var latch = new CountDownLatch(1);
        if (stopped.compareAndSet(null, latch)) {
            Thread.ofVirtual().name("storage-deleted-spaces").start(() -> run(latch));
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
            while (!latch.await(look.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    keys.pass();
                } catch (RuntimeException e) {
                    LOG.warn("cannot look for keys of deleted spaces; next try in {}", look, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
