package dev.cairn.storage.blob;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that a store does beside its calls, on a thread of its own: again and again, at once when there is more or when told, and with
 * growing pauses, up to {@value #PAUSES_MAX} of the first, while it fails.
 */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int PAUSES_MAX = 32;
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(10);

    /** What is done again and again. It may be cut off anywhere, as when the process is killed. */
    @FunctionalInterface
    public interface Round {
        /**
         * Does some of the work; says whether there is more to do.
         *
         * @param closing to be asked between one piece of work and the next: whether the rest is for another day
         */
        boolean run(BooleanSupplier closing);
    }

    private final String name;
    private final Duration pause;
    private final Round work;
    private final LinkedBlockingQueue<Boolean> calls = new LinkedBlockingQueue<>(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Starts the thread.
     *
     * @param pause between two rounds when nothing is to do
     * @param work one round after the other, never two at a time
     */
    public Upkeep(String name, Duration pause, Round work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** There is something to do. Returns at once. */
    public void call() {
        // When one call waits, that is enough.
        boolean _ = calls.offer(true);
    }

    private void run() {
        int failures = 0;
        try {
            while (!isClosing()) {
                try {
                    boolean more = work.run(this::isClosing);
                    failures = 0;
                    if (!more) {
                        calls.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
                    }
                } catch (RuntimeException e) {
                    failures = Math.min(failures + 1, Integer.numberOfTrailingZeros(PAUSES_MAX));
                    LOG.warn("{} goes on later: {}", name, e.toString());
                    closing.await(pause.toMillis() << failures, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("{} was interrupted and ends", name, e);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Lets the piece of work that is under way come to its end, for ten seconds; after that it goes on while its stores are closed. */
    @Override
    public void close() {
        closing.countDown();
        call();
        try {
            thread.join(CLOSES_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
