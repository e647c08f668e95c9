package dev.cairn.content;

import java.util.Random;

/** Randomness that can be played again: {@code -Dcairn.seed=N} repeats a run. */
final class Seeds {
    private Seeds() {}

    static Random random(String test) {
        long seed = Long.getLong("cairn.seed", new Random().nextLong());
        System.out.println(test + ": repeat with -Dcairn.seed=" + seed);
        return new Random(seed);
    }

    /** The fixed pseudo-random file of the golden tests: bytes of successive SplitMix64 outputs from seed 1, little-endian. */
    static byte[] splitMix(int length) {
        var bytes = new byte[length];
        long state = 1;
        for (int i = 0; i < length; i += Long.BYTES) {
            state += 0x9E3779B97F4A7C15L;
            long z = state;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            z ^= z >>> 31;
            for (int b = 0; b < Long.BYTES && i + b < length; b++) {
                bytes[i + b] = (byte) (z >>> (8 * b));
            }
        }
        return bytes;
    }
}
