package dev.cairn.storage.pack;

import java.time.Duration;

/**
 * Limits of the {@link PackCommitter}.
 *
 * @param packBytesMax records are gathered into one pack up to this size; a single longer submission makes a longer pack
 * @param queueBytesMax bytes of records that may be in memory, from before they are sealed until they are durable; further
 *     submissions wait outside
 * @param roomWait how long a submission waits to get in
 * @param waitMax how long it waits to be done once it is in
 */
public record PackLimits(int packBytesMax, int queueBytesMax, Duration roomWait, Duration waitMax) {
    /** 64 MiB packs, 64 MiB in memory; 10 seconds to get in, one minute to be done. */
    public static final PackLimits STANDARD =
            new PackLimits(64 << 20, 64 << 20, Duration.ofSeconds(10), Duration.ofMinutes(1));

    private static final int HEAP_SHARE = 8;

    /** The standard ones; in a small heap, packs and queue of at most an eighth of it each. */
    public static PackLimits forHeap(long heapBytesMax) {
        int share = (int) Math.min(STANDARD.packBytesMax(), heapBytesMax / HEAP_SHARE);
        return new PackLimits(share, share, STANDARD.roomWait(), STANDARD.waitMax());
    }
}
