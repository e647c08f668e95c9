package dev.cairn.testkit.time;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or process is about to do: as short as it takes, and never for ever. */
public final class Await {
    /** Far longer than anything takes, on any machine. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private Await() {}

    /**
     * Returns when the condition holds.
     *
     * @param awaited what is waited for, in a few words
     * @throws AssertionError when it does not within {@link #LIMIT}, or cannot be looked at
     */
    public static void until(String awaited, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("waited for " + LIMIT + " in vain for " + awaited);
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        } catch (Exception e) {
            throw new AssertionError("waiting for " + awaited, e);
        }
    }
}
