package dev.cairn.storage.gc;

import dev.cairn.storage.crypto.KeyedId;
import java.nio.ByteBuffer;

/**
 * The records of a space that somebody needs, as a Bloom filter (Bloom, "Space/time trade-offs in hash coding with allowable
 * errors", 1970; two hashes stand for all, Kirsch and Mitzenmacher, 2006). It never forgets a record; it may take one for
 * needed that is not, which then stays until a later round, whose seed is another. Ids are HMACs, so their bytes are hashes
 * already. Not thread-safe.
 */
final class Marks {
    private static final int BITS_PER_RECORD = 16;
    private static final int PROBES = 8;
    private static final long BITS_MIN = 1 << 13;
    private static final double LIMIT_OF_INDEX = 1L << 37;

    private final long[] words;
    private final long bits;
    private final long seed;
    private long count;

    /**
     * @param records about how many there will be
     * @param bytesMax most memory
     * @param seed another each time
     */
    Marks(long records, long bytesMax, long seed) {
        long wanted = (long) Math.min((double) records * BITS_PER_RECORD, LIMIT_OF_INDEX);
        long allowed = Math.max(BITS_MIN, bytesMax * Byte.SIZE);
        this.words = new long[(int) Math.ceilDiv(Math.clamp(wanted, BITS_MIN, allowed), (long) Long.SIZE)];
        this.bits = (long) words.length * Long.SIZE;
        this.seed = seed;
    }

    void add(KeyedId id) {
        long first = first(id);
        long step = step(id);
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = Long.remainderUnsigned(first + probe * step, bits);
            words[(int) (bit >>> 6)] |= 1L << bit;
        }
        count++;
    }

    boolean has(KeyedId id) {
        long first = first(id);
        long step = step(id);
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = Long.remainderUnsigned(first + probe * step, bits);
            if ((words[(int) (bit >>> 6)] & (1L << bit)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** How many were added. */
    long count() {
        return count;
    }

    private long first(KeyedId id) {
        return mixed(ByteBuffer.wrap(id.toBytes()).getLong(0) ^ seed);
    }

    private long step(KeyedId id) {
        return mixed(ByteBuffer.wrap(id.toBytes()).getLong(Long.BYTES) + seed) | 1;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, 2014). */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
