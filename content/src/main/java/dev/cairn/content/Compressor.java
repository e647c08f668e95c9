package dev.cairn.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/**
 * Compresses chunks with zstd and keeps a result only if it saves at least 3 %. How hard it tries depends on what there is to gain, as
 * four samples tell: level 3 for what is short and for what shrinks well, as text does; nothing where no sample gets shorter, as in
 * pictures and films; level 1 for the rest. Owns native memory and one reused output array: not thread-safe, close it.
 */
public final class Compressor implements AutoCloseable {
    private static final int KEEP_PERCENT = 97;
    /** Chunks up to this length are not worth samples. */
    private static final int SHORT_BYTES = 256 << 10;

    private static final int SAMPLES = 4;
    private static final int SAMPLE_BYTES = 16 << 10;
    /** Samples that shrink to this or less promise that level 3 pays. */
    private static final int SHRINKS_WELL_PERCENT = 60;

    private enum Promise {
        NOTHING,
        LITTLE,
        MUCH
    }

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
        var promise = length <= SHORT_BYTES ? Promise.MUCH : promise(bytes, offset, length);
        if (promise == Promise.NOTHING) {
            return raw(bytes, offset, length);
        }
        int compressed = compress(promise == Promise.MUCH ? thorough : fast, bytes, offset, length);
        return worthIt(compressed, length)
                ? new Encoded(Codec.ZSTD, length, output, 0, compressed)
                : raw(bytes, offset, length);
    }

    private static Encoded raw(byte[] bytes, int offset, int length) {
        return new Encoded(Codec.RAW, length, bytes, offset, length);
    }

    /** What samples from the beginning to the end of the chunk promise. */
    private Promise promise(byte[] bytes, int offset, int length) {
        int apart = (length - SAMPLE_BYTES) / (SAMPLES - 1);
        int plain = SAMPLES * SAMPLE_BYTES;
        int sampled = 0;
        for (int i = 0; i < SAMPLES; i++) {
            sampled += compress(fast, bytes, offset + i * apart, SAMPLE_BYTES);
        }
        if (sampled >= plain) {
            return Promise.NOTHING;
        }
        return 100L * sampled <= (long) SHRINKS_WELL_PERCENT * plain ? Promise.MUCH : Promise.LITTLE;
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
