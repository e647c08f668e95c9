package dev.cairn.storage.erasure;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API (JEP 508). Powers of two by Horner's rule, doubling with a masked reduction: three rows cost about four simple
 * instructions a vector. Other products are two shuffles of 16 products each, by nibble (Plank, Greenan, Miller, "Screaming Fast
 * Galois Field Arithmetic", FAST 2013).
 *
 * <p>Loops are plain on purpose: unrolled by hand, the vectors would be boxed. Loaded only when the module is there.
 */
final class VectorKernel implements Kernel {
    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();
    private static final byte REDUCTION = (byte) Galois.POLYNOMIAL;
    /** Inputs stay in the second-level cache while several outputs are made of them. */
    private static final int BLOCK_BYTES = 8 << 10;

    private final ScalarKernel tail = new ScalarKernel();

    @Override
    public String name() {
        return "vector " + 8 * WIDTH;
    }

    @Override
    public void powers(byte[][] data, byte[][] parity, int from, int to) {
        int end = from + (to - from) / WIDTH * WIDTH;
        switch (parity.length) {
            case 1 -> one(data, parity[0], from, end);
            case 2 -> two(data, parity[0], parity[1], from, end);
            default -> three(data, parity[0], parity[1], parity[2], from, end);
        }
        tail.powers(data, parity, end, to);
    }

    private static void one(byte[][] data, byte[] sum, int from, int end) {
        for (int at = from; at < end; at += WIDTH) {
            var p = ByteVector.zero(SPECIES);
            for (int i = data.length - 1; i >= 0; i--) {
                p = p.lanewise(VectorOperators.XOR, ByteVector.fromArray(SPECIES, data[i], at));
            }
            p.intoArray(sum, at);
        }
    }

    private static void two(byte[][] data, byte[] sum, byte[] powers, int from, int end) {
        for (int at = from; at < end; at += WIDTH) {
            var p = ByteVector.zero(SPECIES);
            var q = ByteVector.zero(SPECIES);
            for (int i = data.length - 1; i >= 0; i--) {
                var bytes = ByteVector.fromArray(SPECIES, data[i], at);
                p = p.lanewise(VectorOperators.XOR, bytes);
                q = doubled(q).lanewise(VectorOperators.XOR, bytes);
            }
            p.intoArray(sum, at);
            q.intoArray(powers, at);
        }
    }

    private static void three(byte[][] data, byte[] sum, byte[] powers, byte[] squares, int from, int end) {
        for (int at = from; at < end; at += WIDTH) {
            var p = ByteVector.zero(SPECIES);
            var q = ByteVector.zero(SPECIES);
            var r = ByteVector.zero(SPECIES);
            for (int i = data.length - 1; i >= 0; i--) {
                var bytes = ByteVector.fromArray(SPECIES, data[i], at);
                p = p.lanewise(VectorOperators.XOR, bytes);
                q = doubled(q).lanewise(VectorOperators.XOR, bytes);
                r = doubled(doubled(r)).lanewise(VectorOperators.XOR, bytes);
            }
            p.intoArray(sum, at);
            q.intoArray(powers, at);
            r.intoArray(squares, at);
        }
    }

    private static ByteVector doubled(ByteVector bytes) {
        var overflows = bytes.compare(VectorOperators.LT, (byte) 0);
        return bytes.add(bytes).lanewise(VectorOperators.XOR, REDUCTION, overflows);
    }

    @Override
    public void combine(int[][] coefficients, byte[][] inputs, byte[][] outputs, int from, int to) {
        int end = from + (to - from) / WIDTH * WIDTH;
        for (int row = 0; row < outputs.length; row++) {
            var tables = tables(coefficients[row]);
            for (int at = from; at < end; at += BLOCK_BYTES) {
                combine(tables, inputs, outputs[row], at, Math.min(end, at + BLOCK_BYTES));
            }
        }
        if (end < to) {
            tail.combine(coefficients, inputs, outputs, end, to);
        }
    }

    private static void combine(byte[] tables, byte[][] inputs, byte[] output, int from, int end) {
        for (int at = from; at < end; at += WIDTH) {
            var sum = ByteVector.zero(SPECIES);
            for (int i = 0; i < inputs.length; i++) {
                var bytes = ByteVector.fromArray(SPECIES, inputs[i], at);
                var low = ByteVector.fromArray(SPECIES, tables, 2 * i * WIDTH);
                var high = ByteVector.fromArray(SPECIES, tables, (2 * i + 1) * WIDTH);
                sum = sum.lanewise(VectorOperators.XOR, bytes.and((byte) 15).selectFrom(low))
                        .lanewise(
                                VectorOperators.XOR,
                                bytes.lanewise(VectorOperators.LSHR, 4)
                                        .and((byte) 15)
                                        .selectFrom(high));
            }
            sum.intoArray(output, at);
        }
    }

    /** For each coefficient its products with 0 to 15, and those with 0, 16 to 240, each at the beginning of a vector. */
    private static byte[] tables(int[] coefficients) {
        var tables = new byte[2 * WIDTH * coefficients.length];
        for (int i = 0; i < coefficients.length; i++) {
            for (int nibble = 0; nibble < 16; nibble++) {
                tables[2 * i * WIDTH + nibble] = (byte) Galois.multiply(coefficients[i], nibble);
                tables[(2 * i + 1) * WIDTH + nibble] = (byte) Galois.multiply(coefficients[i], nibble << 4);
            }
        }
        return tables;
    }
}
