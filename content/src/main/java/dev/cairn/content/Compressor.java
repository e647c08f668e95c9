package dev.cairn.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/**
 * Compresses chunks with zstd level 1 and keeps a result only if it saves at least 3 %. Owns native memory and one reused
 * output array: not thread-safe, close it.
 */
public final class Compressor implements AutoCloseable {
    private static final int LEVEL = 1;
    private static final int KEEP_PERCENT = 97;

    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private byte[] output = {};

    /** A compressor at level 1, frames with their content size and without a checksum (the chunk's id is one). */
    public Compressor() {
        context.setLevel(LEVEL);
        context.setContentSize(true);
        context.setChecksum(false);
    }

    /**
     * A chunk in the shorter of its two forms. A raw result is the caller's own array; a compressed one is this compressor's
     * and valid until the next call.
     */
    public Encoded encode(byte[] bytes, int offset, int length) {
        int bound = Math.toIntExact(Zstd.compressBound(length));
        if (output.length < bound) {
            output = new byte[bound];
        }
        int compressed = context.compressByteArray(output, 0, output.length, bytes, offset, length);
        return worthIt(compressed, length)
                ? new Encoded(Codec.ZSTD, length, output, 0, compressed)
                : new Encoded(Codec.RAW, length, bytes, offset, length);
    }

    /** Whether {@code compressed} bytes instead of {@code plain} save at least 3 %. */
    public static boolean worthIt(int compressed, int plain) {
        return 100L * compressed <= (long) KEEP_PERCENT * plain;
    }

    @Override
    public void close() {
        context.close();
    }
}
