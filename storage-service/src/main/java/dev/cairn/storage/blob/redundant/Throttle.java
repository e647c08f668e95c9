package dev.cairn.storage.blob.redundant;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets so many bytes a second through; background work asks before it reads. A burst of one second is free. */
final class Throttle {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long bytesPerSecond;
    private long next = System.nanoTime();

    Throttle(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Waits until the bytes may be read; an interrupt ends the wait. */
    void take(long bytes) {
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            next = Math.max(next, now - SECOND) + (long) ((double) bytes / bytesPerSecond * SECOND);
            wait = next - now;
        }
        long until = System.nanoTime() + wait;
        while (wait > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(wait);
            wait = until - System.nanoTime();
        }
    }
}
