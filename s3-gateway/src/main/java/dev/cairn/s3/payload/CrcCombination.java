package dev.cairn.s3.payload;

/**
 * The CRC of two texts in a row from the CRCs of each: appending n zero bytes to the first is a linear map over GF(2), applied
 * by squaring in O(log n) (as in zlib's crc32_combine). For reflected CRCs whose initial and final value are all ones.
 */
final class CrcCombination {
    private static final int BITS = 64;

    private final long polynomial;

    /** @param polynomial reflected */
    CrcCombination(long polynomial) {
        this.polynomial = polynomial;
    }

    /** The CRC of both, {@code length} being the second's bytes. */
    long combine(long first, long second, long length) {
        // One zero bit is appended: shift, and take the polynomial off when a bit falls out.
        var power = new long[BITS];
        power[0] = polynomial;
        for (int bit = 1; bit < BITS; bit++) {
            power[bit] = 1L << (bit - 1);
        }
        power = squared(squared(squared(power)));
        long crc = first;
        for (long left = length; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                crc = applied(power, crc);
            }
            power = squared(power);
        }
        return crc ^ second;
    }

    private static long applied(long[] matrix, long vector) {
        long result = 0;
        for (long left = vector; left != 0; left &= left - 1) {
            result ^= matrix[Long.numberOfTrailingZeros(left)];
        }
        return result;
    }

    private static long[] squared(long[] matrix) {
        var square = new long[BITS];
        for (int bit = 0; bit < BITS; bit++) {
            square[bit] = applied(matrix, matrix[bit]);
        }
        return square;
    }
}
