package dev.cairn.content.delta;

import dev.cairn.content.Manifest;
import dev.cairn.content.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * What somebody who does not have a chunk must know of it to say how another one differs: of each block of {@value #BLOCK_BYTES} bytes,
 * the last one may be shorter, a rolling hash and the first 8 bytes of its SHA-256. Blocks that are taken for equal may differ, by
 * accident once in some 10^20, by intent sooner: who applies a {@link Patch} compares what comes out with its id. Immutable.
 */
public final class BlockSums {
    /** About the price of an edit in bytes, and 170 times the price of a block that is known. */
    static final int BLOCK_BYTES = 2048;

    /** Of one block in its wire form. */
    static final int SUM_BYTES = 4 + 8;

    private final int length;
    private final int[] rolling;
    private final long[] strong;

    private BlockSums(int length, int[] rolling, long[] strong) {
        this.length = length;
        this.rolling = rolling;
        this.strong = strong;
    }

    /** Of a whole chunk. */
    public static BlockSums of(byte[] chunk) {
        int count = count(chunk.length);
        var rolling = new int[count];
        var strong = new long[count];
        var digest = Sha256.newDigest();
        for (int i = 0; i < count; i++) {
            int offset = i * BLOCK_BYTES;
            int size = Math.min(BLOCK_BYTES, chunk.length - offset);
            rolling[i] = RollingHash.of(chunk, offset, size);
            strong[i] = strong(digest, chunk, offset, size);
        }
        return new BlockSums(chunk.length, rolling, strong);
    }

    static long strong(MessageDigest digest, byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static int count(int length) {
        return Math.ceilDiv(length, BLOCK_BYTES);
    }

    /** Bytes of the chunk. */
    public int length() {
        return length;
    }

    int blocks() {
        return rolling.length;
    }

    int blockLength(int block) {
        return Math.min(BLOCK_BYTES, length - block * BLOCK_BYTES);
    }

    int rolling(int block) {
        return rolling[block];
    }

    long strong(int block) {
        return strong[block];
    }

    /** Bytes of the wire form. */
    int encodedLength() {
        return 4 + blocks() * SUM_BYTES;
    }

    /** Writes length (u32), then of each block rolling hash (u32) and strong sum (8 bytes). */
    void write(ByteBuffer to) {
        to.putInt(length);
        for (int i = 0; i < blocks(); i++) {
            to.putInt(rolling[i]).putLong(strong[i]);
        }
    }

    /** Reads what {@link #write} wrote; {@link IllegalArgumentException} for anything else. */
    static BlockSums read(ByteBuffer from) {
        if (from.remaining() < 4) {
            throw new IllegalArgumentException("sums of blocks are cut off");
        }
        int length = from.getInt();
        if (length < 1 || length > Manifest.ChunkRef.LENGTH_MAX || from.remaining() < count(length) * SUM_BYTES) {
            throw new IllegalArgumentException("sums of blocks of " + length + " bytes in " + from.remaining());
        }
        var rolling = new int[count(length)];
        var strong = new long[rolling.length];
        for (int i = 0; i < rolling.length; i++) {
            rolling[i] = from.getInt();
            strong[i] = from.getLong();
        }
        return new BlockSums(length, rolling, strong);
    }
}
