package dev.cairn.storage.erasure;

import java.util.Arrays;

/**
 * Plain Java, in loops over bytes that the JIT turns into vectors by itself: a doubling is a shift and the reduction masked by the
 * sign. What is not a power of two goes through a table of products.
 */
final class ScalarKernel implements Kernel {
    /** Data and parity of a block stay in the first-level cache. */
    private static final int BLOCK_BYTES = 4 << 10;

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

    /** Horner's rule: parity {@code r} is doubled {@code r} times for every data shard. */
    @Override
    public void powers(byte[][] data, byte[][] parity, int from, int to) {
        for (int block = from; block < to; block += BLOCK_BYTES) {
            int end = Math.min(to, block + BLOCK_BYTES);
            for (int row = 0; row < parity.length; row++) {
                System.arraycopy(data[data.length - 1], block, parity[row], block, end - block);
                for (int i = data.length - 2; i >= 0; i--) {
                    advance(row, data[i], parity[row], block, end);
                }
            }
        }
    }

    private static void advance(int doublings, byte[] data, byte[] sum, int from, int to) {
        for (int doubling = 1; doubling < doublings; doubling++) {
            twice(sum, from, to);
        }
        if (doublings == 0) {
            add(data, sum, from, to);
        } else {
            twiceAndAdd(data, sum, from, to);
        }
    }

    private static void add(byte[] data, byte[] sum, int from, int to) {
        for (int at = from; at < to; at++) {
            sum[at] ^= data[at];
        }
    }

    private static void twice(byte[] sum, int from, int to) {
        for (int at = from; at < to; at++) {
            sum[at] = (byte) ((sum[at] << 1) ^ ((sum[at] >> 7) & REDUCTION));
        }
    }

    private static void twiceAndAdd(byte[] data, byte[] sum, int from, int to) {
        for (int at = from; at < to; at++) {
            sum[at] = (byte) ((sum[at] << 1) ^ ((sum[at] >> 7) & REDUCTION) ^ data[at]);
        }
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
