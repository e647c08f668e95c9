package dev.cairn.upload.session;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory of all uploads together: so many requests bring bytes at the same time, the others wait their turn, and so
 * many of them may gather chunks and go on while these travel. Who may not gather sends every chunk as it is cut: slow clients that
 * hold a place for long slow nobody down.
 */
final class StreamPermits {
    private static final int GATHERING_MAX = 4;

    private final Semaphore permits;
    private final Semaphore gathering = new Semaphore(GATHERING_MAX);
    private final Duration waitMax;

    StreamPermits(int permits, Duration waitMax) {
        this.permits = new Semaphore(permits, true);
        this.waitMax = waitMax;
    }

    /** The right to gather, given back by {@link #stopGathering}; never waits. */
    boolean mayGather() {
        return gathering.tryAcquire();
    }

    void stopGathering() {
        gathering.release();
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
