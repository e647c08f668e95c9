package dev.cairn.storage.erasure;

/**
 * Arithmetic in GF(2^8) with the polynomial x^8 + x^4 + x^3 + x^2 + 1 (0x11d) and the generator 2, as RAID-6 uses it (H. Peter
 * Anvin, "The mathematics of RAID-6"). Elements are {@code int}s from 0 to 255; adding is XOR.
 */
final class Galois {
    static final int POLYNOMIAL = 0x11d;
    static final int ORDER = 255;

    private static final int[] LOG = new int[256];
    private static final int[] EXP = new int[2 * ORDER];

    static {
        int power = 1;
        for (int i = 0; i < ORDER; i++) {
            EXP[i] = power;
            EXP[i + ORDER] = power;
            LOG[power] = i;
            power <<= 1;
            power = power > 255 ? power ^ POLYNOMIAL : power;
        }
    }

    private Galois() {}

    static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : EXP[LOG[a] + LOG[b]];
    }

    /** {@code 1 / a}; {@code a} is not 0. */
    static int invert(int a) {
        if (a == 0) {
            throw new ArithmeticException("0 has no inverse");
        }
        return EXP[ORDER - LOG[a]];
    }

    /** {@code 2^exponent}, for exponents from 0. */
    static int power(int exponent) {
        return EXP[exponent % ORDER];
    }
}
