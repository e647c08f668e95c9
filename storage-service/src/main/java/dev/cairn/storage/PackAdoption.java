package dev.cairn.storage;

import dev.cairn.storage.chunk.IndexRebuild;
import dev.cairn.storage.job.Progress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * After every start, looks for packs that a crash left durable but unknown, again and again until the store has told of all of them.
 * Runs beside requests, which never wait for it.
 */
final class PackAdoption implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PackAdoption.class);
    private static final Duration PAUSE_MIN = Duration.ofSeconds(10);
    private static final Duration PAUSE_MAX = Duration.ofHours(1);

    private final IndexRebuild rebuild;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    PackAdoption(IndexRebuild rebuild) {
        this.rebuild = rebuild;
    }

    @Override
    public void start() {
        var latch = new CountDownLatch(1);
        stopped = latch;
        Thread.ofVirtual().name("pack-adoption").start(() -> run(latch));
    }

    private void run(CountDownLatch latch) {
        var pause = PAUSE_MIN;
        try {
            while (!adopt() && !latch.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean adopt() {
        try {
            rebuild.adoptUnknown(Progress.unwatched());
        } catch (RuntimeException e) {
            LOG.warn("looking for unknown packs failed, and is tried again; nothing is unlinked until then", e);
        }
        return rebuild.isComplete();
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
