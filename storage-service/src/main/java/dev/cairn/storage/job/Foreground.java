package dev.cairn.storage.job;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Who comes first: uploads say that they are there, and what verifies or collects meanwhile works only a small share of the time
 * ({@value #SHARE} of it, each thread) and rests for the remainder; alone it never rests. Thread-safe.
 */
public final class Foreground {
    /** What a thread of the background may work of the time, while somebody uploads. */
    public static final double SHARE = 0.04;

    /** An upload comes in several calls: between two of them it is there still. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** How long the background rests before it looks whether somebody is there still. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final AtomicInteger present = new AtomicInteger();
    private volatile long lastSeen = System.nanoTime() - LINGER_NANOS;

    /** Does the work of somebody who comes first. */
    public <T> T serve(Supplier<T> work) {
        present.incrementAndGet();
        try {
            return work.get();
        } finally {
            lastSeen = System.nanoTime();
            present.decrementAndGet();
        }
    }

    /** Whether somebody is there, or was until a moment ago. */
    public boolean isBusy() {
        return present.get() > 0 || System.nanoTime() - lastSeen < LINGER_NANOS;
    }

    /** Rests as long as so much work asks for, and only while somebody is there; at once when the thread is interrupted. */
    public void giveWay(long workedNanos) {
        long until = System.nanoTime() + (long) (workedNanos * (1 / SHARE - 1));
        for (long left = until - System.nanoTime(); left > 0 && isBusy(); left = until - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_NANOS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
