package dev.cairn.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/**
 * Compresses chunks with zstd and keeps a result only if it saves at least 3 %. How hard it tries depends on what there is to gain:
 * level 3 for what is short and for what shrinks well, as text does; level 1, four times as fast on bytes that hardly shrink, for the
 * rest. Owns native memory and one reused output array: not thread-safe, close it.
 */
public final class Compressor implements AutoCloseable {
    private static final int KEEP_PERCENT = 97;
    /** Chunks up to this length are not worth a sample. */
    private static final int SHORT_BYTES = 256 << 10;

    private static final int SAMPLE_BYTES = 64 << 10;
    /** A sample that shrinks to this or less promises that level 3 pays. */
    private static final int SHRINKS_WELL_PERCENT = 60;

    private final ZstdCompressCtx fast = context(1);
    private final ZstdCompressCtx thorough = context(3);
    private byte[] output = {};

    /** Frames with their content size and without a checksum: the chunk's id is one. */
    private static ZstdCompressCtx context(int level) {
        var context = new ZstdCompressCtx();
        context.setLevel(level);
        context.setContentSize(true);
        context.setChecksum(false);
        return context;
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
        int compressed = compress(isWorthMore(bytes, offset, length) ? thorough : fast, bytes, offset, length);
        return worthIt(compressed, length)
                ? new Encoded(Codec.ZSTD, length, output, 0, compressed)
                : new Encoded(Codec.RAW, length, bytes, offset, length);
    }

    private boolean isWorthMore(byte[] bytes, int offset, int length) {
        if (length <= SHORT_BYTES) {
            return true;
        }
        int sampled = compress(fast, bytes, offset + (length - SAMPLE_BYTES) / 2, SAMPLE_BYTES);
        return 100L * sampled <= (long) SHRINKS_WELL_PERCENT * SAMPLE_BYTES;
    }

    private int compress(ZstdCompressCtx context, byte[] bytes, int offset, int length) {
        return context.compressByteArray(output, 0, output.length, bytes, offset, length);
    }

    /** Whether {@code compressed} bytes instead of {@code plain} save at least 3 %. */
    public static boolean worthIt(int compressed, int plain) {
        return 100L * compressed <= (long) KEEP_PERCENT * plain;
    }

    @Override
    public void close() {
        fast.close();
        thorough.close();
    }
}
