package dev.cairn.storage.blob.redundant;

import java.util.concurrent.TimeUnit;

/** Lets so many bytes a second through; background work asks before it reads. A burst of one second is free. */
final class Throttle {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long bytesPerSecond;
    private final Stop stop;
    private long next = System.nanoTime();

    Throttle(long bytesPerSecond, Stop stop) {
        this.bytesPerSecond = bytesPerSecond;
        this.stop = stop;
    }

    /** Waits until the bytes may be read, or the end is requested. */
    void take(long bytes) {
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            next = Math.max(next, now - SECOND) + (long) ((double) bytes / bytesPerSecond * SECOND);
            wait = next - now;
        }
        if (wait > 0) {
            stop.pause(wait);
        }
    }
}
