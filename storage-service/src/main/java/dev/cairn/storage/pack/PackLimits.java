package dev.cairn.storage.pack;

import java.time.Duration;

/**
 * Limits of the {@link PackCommitter}.
 *
 * @param packBytesMax records are gathered into one pack up to this size; a single longer submission makes a longer pack
 * @param queueBytesMax bytes that may wait; further submissions wait outside
 * @param waitMax how long a submission waits to get in, and again to be done
 */
public record PackLimits(int packBytesMax, int queueBytesMax, Duration waitMax) {
    /** 64 MiB packs, 64 MiB waiting, one minute. */
    public static final PackLimits STANDARD = new PackLimits(64 << 20, 64 << 20, Duration.ofMinutes(1));

    private static final int HEAP_SHARE = 8;

    /** The standard ones; in a small heap, packs and queue of at most an eighth of it each. */
    public static PackLimits forHeap(long heapBytesMax) {
        int share = (int) Math.min(STANDARD.packBytesMax(), heapBytesMax / HEAP_SHARE);
        return new PackLimits(share, share, STANDARD.waitMax());
    }
}
