package dev.cairn.storage.blob.redundant;

import java.util.concurrent.Semaphore;

/** A quarter of the heap, for blobs and shards that are made; who finds no room waits, in the order of coming. */
final class Memory {
    private static final int PERMIT_BYTES = 64 << 10;
    private static final int HEAP_SHARE = 4;

    private final int permits = (int) (Runtime.getRuntime().maxMemory() / HEAP_SHARE / PERMIT_BYTES);
    private final Semaphore free = new Semaphore(permits, true);

    /** Waits for room; what is more than all of it takes all of it. The permits are to be given back with {@link #give}. */
    int take(long bytes) {
        int taken = (int) Math.min(permits, 1 + bytes / PERMIT_BYTES);
        free.acquireUninterruptibly(taken);
        return taken;
    }

    void give(int taken) {
        free.release(taken);
    }
}
