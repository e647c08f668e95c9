package dev.cairn.desktop.remote;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much longer an answer is waited for: so long after the last thing that happened to its request. While a body waits for a bandwidth limit
 * nothing is expected of the other side. Thread-safe.
 */
final class Patience {
    private final LongSupplier nanos;
    private final long most;
    private volatile long happened;
    private volatile boolean waitingForUs;

    /** @param nanos as {@link System#nanoTime} */
    Patience(LongSupplier nanos, Duration most) {
        this.nanos = nanos;
        this.most = most.toNanos();
        this.happened = nanos.getAsLong();
    }

    /** Some of the body went. */
    void moved() {
        happened = nanos.getAsLong();
    }

    /** We let the other side wait, or do no longer. */
    void waitingForUs(boolean now) {
        moved();
        waitingForUs = now;
    }

    /** Nanoseconds; not positive: it is over. */
    long left() {
        return waitingForUs ? most : most - (nanos.getAsLong() - happened);
    }
}
