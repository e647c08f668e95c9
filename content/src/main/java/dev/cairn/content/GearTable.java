package dev.cairn.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The 256 numbers of the gear hash: entry {@code b} is the first eight bytes, big-endian, of SHA-256 over the ASCII text
 * {@code cairn.gear.v1} followed by the single byte {@code b} (docs/formats.md, "Chunk boundaries").
 */
final class GearTable {
    private static final byte[] LABEL = "cairn.gear.v1".getBytes(StandardCharsets.US_ASCII);
    private static final int ENTRIES = 256;

    /** Shared and never written after class initialisation; not copied because it is read once per byte. */
    static final long[] V1 = generate();

    private GearTable() {}

    private static long[] generate() {
        var table = new long[ENTRIES];
        var seed = Arrays.copyOf(LABEL, LABEL.length + 1);
        for (int b = 0; b < ENTRIES; b++) {
            seed[LABEL.length] = (byte) b;
            table[b] = ByteBuffer.wrap(Sha256.digest(seed, 0, seed.length)).getLong();
        }
        return table;
    }
}
