package dev.cairn.upload.session;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds the memory of all uploads together: so many requests bring bytes at the same time, the others wait their turn. */
final class StreamPermits {
    private final Semaphore permits;
    private final Duration waitMax;

    StreamPermits(int permits, Duration waitMax) {
        this.permits = new Semaphore(permits, true);
        this.waitMax = waitMax;
    }

    /** Held until closed. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /** UNAVAILABLE when no turn came within the wait. */
    Permit take() {
        try {
            if (permits.tryAcquire(waitMax.toMillis(), TimeUnit.MILLISECONDS)) {
                return permits::release;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(Problem.UNAVAILABLE, "Too many uploads at the moment");
    }
}
