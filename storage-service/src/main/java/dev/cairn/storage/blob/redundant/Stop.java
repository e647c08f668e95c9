package dev.cairn.storage.blob.redundant;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * That background work should end. It is asked between two steps and ends pauses at once; a thread is never interrupted, for that
 * would break the connection to the database it may be using.
 */
final class Stop {
    private final CountDownLatch requested = new CountDownLatch(1);

    void request() {
        requested.countDown();
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits so long, or until the end is requested. */
    void pause(long nanos) {
        try {
            var _ = requested.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
