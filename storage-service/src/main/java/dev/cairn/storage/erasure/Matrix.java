package dev.cairn.storage.erasure;

import java.util.Arrays;

/** Square matrices over {@link Galois}, small: a row per data shard. */
final class Matrix {
    private Matrix() {}

    /**
     * The inverse, by Gauss and Jordan.
     *
     * @throws ArithmeticException if there is none
     */
    static int[][] invert(int[][] matrix) {
        int size = matrix.length;
        var left = Arrays.stream(matrix).map(int[]::clone).toArray(int[][]::new);
        var right = identity(size);
        for (int column = 0; column < size; column++) {
            int pivot = column;
            while (pivot < size && left[pivot][column] == 0) {
                pivot++;
            }
            if (pivot == size) {
                throw new ArithmeticException("the matrix has no inverse");
            }
            swap(left, pivot, column);
            swap(right, pivot, column);
            int scale = Galois.invert(left[column][column]);
            addScaled(left[column], left[column], scale ^ 1);
            addScaled(right[column], right[column], scale ^ 1);
            for (int row = 0; row < size; row++) {
                int factor = left[row][column];
                if (row != column && factor != 0) {
                    addScaled(left[row], left[column], factor);
                    addScaled(right[row], right[column], factor);
                }
            }
        }
        return right;
    }

    static int[][] identity(int size) {
        var identity = new int[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    /** {@code target += factor * source}; with the same row twice it scales by {@code factor + 1}. */
    private static void addScaled(int[] target, int[] source, int factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] ^= Galois.multiply(factor, source[i]);
        }
    }

    private static void swap(int[][] rows, int a, int b) {
        var row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }
}
