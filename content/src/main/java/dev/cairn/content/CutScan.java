package dev.cairn.content;

/**
 * Finds the first place in a run of bytes where the gear hash of the 64 bytes before it has all mask bits zero.
 *
 * <p>The hash of a position depends on the last 64 bytes only (older ones are shifted out), so four lanes can hash four
 * quarters of a block at once and give the same answer as one: the plain loop is bound by the latency of its own shift and
 * add, four independent chains are not (about 1.6 times faster).
 */
final class CutScan {
    private static final int LANES = 4;
    private static final int LANE_BYTES = 4096;
    private static final int BLOCK_BYTES = LANES * LANE_BYTES;
    private static final int NONE = -1;

    private CutScan() {}

    /**
     * The first position {@code p} in {@code [from, to)} with {@code hash(bytes[p-64 .. p-1]) & mask == 0}, or -1. The 64
     * bytes before {@code from} must exist in the array.
     */
    static int first(byte[] bytes, int from, int to, long mask) {
        int block = from;
        while (to - block >= BLOCK_BYTES) {
            if (anyInBlock(bytes, block, mask)) {
                return plain(bytes, block, block + BLOCK_BYTES, mask);
            }
            block += BLOCK_BYTES;
        }
        return block < to ? plain(bytes, block, to, mask) : NONE;
    }

    private static int plain(byte[] bytes, int from, int to, long mask) {
        var gear = GearTable.V1;
        long hash = warm(bytes, from);
        for (int position = from; position < to; position++) {
            if ((hash & mask) == 0) {
                return position;
            }
            // The byte at the last position belongs to the next window, which may not exist.
            if (position + 1 < to) {
                hash = (hash << 1) + gear[bytes[position] & 0xFF];
            }
        }
        return NONE;
    }

    private static boolean anyInBlock(byte[] bytes, int from, long mask) {
        var gear = GearTable.V1;
        int second = from + LANE_BYTES;
        int third = second + LANE_BYTES;
        int fourth = third + LANE_BYTES;
        long a = warm(bytes, from);
        long b = warm(bytes, second);
        long c = warm(bytes, third);
        long d = warm(bytes, fourth);
        for (int i = 0; i < LANE_BYTES - 1; i++) {
            if ((a & mask) == 0 || (b & mask) == 0 || (c & mask) == 0 || (d & mask) == 0) {
                return true;
            }
            a = (a << 1) + gear[bytes[from + i] & 0xFF];
            b = (b << 1) + gear[bytes[second + i] & 0xFF];
            c = (c << 1) + gear[bytes[third + i] & 0xFF];
            d = (d << 1) + gear[bytes[fourth + i] & 0xFF];
        }
        return (a & mask) == 0 || (b & mask) == 0 || (c & mask) == 0 || (d & mask) == 0;
    }

    /** The hash of the 64 bytes before {@code position}. */
    private static long warm(byte[] bytes, int position) {
        var gear = GearTable.V1;
        long hash = 0;
        for (int i = position - Chunker.WINDOW_BYTES; i < position; i++) {
            hash = (hash << 1) + gear[bytes[i] & 0xFF];
        }
        return hash;
    }
}
