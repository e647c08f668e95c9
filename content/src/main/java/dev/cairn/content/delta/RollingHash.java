package dev.cairn.content.delta;

/**
 * A hash of {@link BlockSums#BLOCK_BYTES} bytes that moves on by one byte in a few instructions: a polynomial modulo 2^32 (R. Karp, M.
 * Rabin, "Efficient randomized pattern-matching algorithms", 1987). Not thread-safe.
 */
final class RollingHash {
    /** Odd, so that no byte's contribution is ever shifted out. */
    private static final int BASE = 0x08104225;

    private static final int LEAVING = power(BlockSums.BLOCK_BYTES - 1);

    private int hash;

    private static int power(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= BASE;
        }
        return power;
    }

    static int of(byte[] bytes, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * BASE + (bytes[i] & 0xff);
        }
        return hash;
    }

    /** Begins with the block at {@code offset}. */
    int begin(byte[] bytes, int offset) {
        hash = of(bytes, offset, BlockSums.BLOCK_BYTES);
        return hash;
    }

    /** Moves on by one. */
    int roll(byte leaving, byte entering) {
        hash = (hash - (leaving & 0xff) * LEAVING) * BASE + (entering & 0xff);
        return hash;
    }
}
