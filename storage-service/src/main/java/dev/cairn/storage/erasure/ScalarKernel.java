package dev.cairn.storage.erasure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Plain Java. Doubles eight bytes at a time within a {@code long}; what is not a power of two goes through a table of products.
 */
final class ScalarKernel implements Kernel {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long TOP_BITS = 0x8080808080808080L;
    private static final int REDUCTION = Galois.POLYNOMIAL & 0xff;
    private static final byte[][] PRODUCTS = products();

    private static byte[][] products() {
        var products = new byte[256][256];
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                products[a][b] = (byte) Galois.multiply(a, b);
            }
        }
        return products;
    }

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void powers(byte[][] data, byte[][] parity, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long p = 0;
            long q = 0;
            long r = 0;
            for (int i = data.length - 1; i >= 0; i--) {
                long word = (long) LONGS.get(data[i], at);
                p ^= word;
                q = doubled(q) ^ word;
                r = doubled(doubled(r)) ^ word;
            }
            LONGS.set(parity[0], at, p);
            if (parity.length > 1) {
                LONGS.set(parity[1], at, q);
            }
            if (parity.length > 2) {
                LONGS.set(parity[2], at, r);
            }
        }
        if (at < to) {
            combine(coefficients(data.length, parity.length), data, parity, at, to);
        }
    }

    private static int[][] coefficients(int data, int parity) {
        var coefficients = new int[parity][data];
        for (int row = 0; row < parity; row++) {
            int exponent = row;
            Arrays.setAll(coefficients[row], column -> Generator.POWERS.coefficient(exponent, column));
        }
        return coefficients;
    }

    private static long doubled(long bytes) {
        long top = bytes & TOP_BITS;
        return ((bytes ^ top) << 1) ^ ((top >>> 7) * REDUCTION);
    }

    @Override
    public void combine(int[][] coefficients, byte[][] inputs, byte[][] outputs, int from, int to) {
        for (int row = 0; row < outputs.length; row++) {
            var output = outputs[row];
            Arrays.fill(output, from, to, (byte) 0);
            for (int i = 0; i < inputs.length; i++) {
                var products = PRODUCTS[coefficients[row][i]];
                var input = inputs[i];
                for (int at = from; at < to; at++) {
                    output[at] ^= products[input[at] & 0xff];
                }
            }
        }
    }
}
