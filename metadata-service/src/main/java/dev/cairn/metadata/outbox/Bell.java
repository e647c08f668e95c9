package dev.cairn.metadata.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the relay: rings that come while it works are one ring. */
final class Bell {
    private final Semaphore rung = new Semaphore(0);

    /** Wakes whoever waits, or the next who will. */
    void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Returns when the bell rings, at the latest after {@code timeout}. */
    void await(Duration timeout) throws InterruptedException {
        if (rung.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            rung.drainPermits();
        }
    }
}
