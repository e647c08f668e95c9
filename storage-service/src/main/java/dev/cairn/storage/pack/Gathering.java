package dev.cairn.storage.pack;

/**
 * How long a group waits for others before it is written. Those whom the last group let go come back together, a little apart:
 * the first of them would otherwise have a sync of its own and hold up all others. So a group waits until it is as large as the
 * larger of the two before it, but never longer than half of what a sync costs, and not at all when the ones before it were alone.
 * Not thread-safe.
 */
final class Gathering {
    private static final long PATIENCE_NANOS_MAX = 5_000_000;

    /** A group of more than this is worth a sync of its own. */
    private static final long BYTES_MAX = 1 << 20;

    private int last = 1;
    private int beforeLast = 1;
    private long patienceNanos;

    /** Whether a group of this size should wait for more. */
    boolean isWorthWaiting(int size, long bytes) {
        return size < Math.max(last, beforeLast) && bytes < BYTES_MAX;
    }

    /** How long, from when the group began. */
    long patienceNanos() {
        return patienceNanos;
    }

    /** Learns from a group that was written. */
    void committed(int size, long nanos) {
        beforeLast = last;
        last = size;
        patienceNanos = Math.min(nanos / 2, PATIENCE_NANOS_MAX);
    }
}
