package dev.cairn.content;

/**
 * One parameter set of the {@link Chunker}. The same bytes are cut in the same places only under the same parameters, so a
 * set never changes once it has been used: a better one gets a new name.
 *
 * @param name stable name, for example {@code fastcdc2-256k-1m-4m}
 * @param lengthMin fewest bytes in a chunk that is not the last; at least {@link Chunker#WINDOW_BYTES}
 * @param lengthNormal the length around which cuts gather, a power of two
 * @param lengthMax most bytes in a chunk; at most {@link Manifest.ChunkRef#LENGTH_MAX}
 */
public record ChunkerParameters(String name, int lengthMin, int lengthNormal, int lengthMax) {
    /** 256 KiB, 1 MiB, 4 MiB: what every file is cut with today. */
    public static final ChunkerParameters STANDARD =
            new ChunkerParameters("fastcdc2-256k-1m-4m", 256 << 10, 1 << 20, 4 << 20);

    /** Normalisation level 2: the mask is two bits stricter before the normal length and two bits laxer after it. */
    private static final int NORMALISATION = 2;

    /** Refuses lengths out of order or out of range. */
    public ChunkerParameters {
        if (lengthMin < Chunker.WINDOW_BYTES || lengthMin >= lengthNormal || lengthNormal >= lengthMax) {
            throw new IllegalArgumentException("chunk lengths must grow from at least " + Chunker.WINDOW_BYTES + ": "
                    + lengthMin + ", " + lengthNormal + ", " + lengthMax);
        }
        if (Integer.bitCount(lengthNormal) != 1 || lengthMax > Manifest.ChunkRef.LENGTH_MAX) {
            throw new IllegalArgumentException("the normal length is a power of two and the longest at most "
                    + Manifest.ChunkRef.LENGTH_MAX + ": " + lengthNormal + ", " + lengthMax);
        }
    }

    long maskBeforeNormal() {
        return highBits(Integer.numberOfTrailingZeros(lengthNormal) + NORMALISATION);
    }

    long maskFromNormal() {
        return highBits(Integer.numberOfTrailingZeros(lengthNormal) - NORMALISATION);
    }

    /** The high bits of the gear hash are the ones that all 64 bytes of the window reach. */
    private static long highBits(int count) {
        return -1L << (Long.SIZE - count);
    }
}
