package dev.cairn.storage.blob.local;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers outside the heap that are used again: a new one costs the system more than what is written through it. Each is short
 * enough to stay in a processor's cache between being filled and being written. Keeps at most {@value #KEPT_MAX}.
 */
final class Stages {
    private static final int KEPT_MAX = 4;
    private static final int BYTES = 256 << 10;

    private final ArrayBlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(KEPT_MAX);

    /** An empty buffer; give it back when it is no longer used. */
    ByteBuffer take() {
        var stage = idle.poll();
        return stage == null ? ByteBuffer.allocateDirect(BYTES) : stage;
    }

    void giveBack(ByteBuffer stage) {
        idle.offer(stage.clear());
    }
}
