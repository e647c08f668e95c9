package dev.cairn.storage.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReedSolomonTest {
    private static final List<Kernel> KERNELS = List.of(new ScalarKernel(), new VectorKernel());

    private final long seed = Long.getLong("cairn.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void everyCodeComputesWhatItAlwaysHasWithEitherKernel() {
        for (var kernel : KERNELS) {
            for (int data = 1; data <= ReedSolomon.DATA_MAX; data++) {
                for (int parity = 0; parity <= ReedSolomon.PARITY_MAX; parity++) {
                    SelfTest.check(new ReedSolomon(data, parity, Generator.forShards(data, parity), kernel));
                }
            }
        }
    }

    @Test
    void aWrongKernelIsFoundBeforeItWritesAnything() {
        var wrong = new Kernel() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public void powers(byte[][] data, byte[][] parity, int from, int to) {
                new ScalarKernel().powers(data, parity, from, to);
                parity[2][96] ^= 1;
            }

            @Override
            public void combine(int[][] coefficients, byte[][] inputs, byte[][] outputs, int from, int to) {
                new ScalarKernel().combine(coefficients, inputs, outputs, from, to);
            }
        };
        assertThatThrownBy(() -> SelfTest.check(new ReedSolomon(6, 3, Generator.POWERS, wrong)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("6+3");
    }

    /** Powers come from the definition, one byte at a time, for lengths around those of vectors. */
    @Test
    void parityIsWhatTheDefinitionSays() {
        System.out.println("ReedSolomonTest: repeat with -Dcairn.seed=" + seed);
        for (var kernel : KERNELS) {
            for (int length : new int[] {0, 1, 7, 8, 63, 64, 65, 127, 128, 200, 4096, 20_001}) {
                int k = 1 + random.nextInt(12);
                int m = 1 + random.nextInt(6);
                var code = new ReedSolomon(k, m, Generator.forShards(k, m), kernel);
                var data = shards(k, length);
                var parity = new byte[m][length];
                int from = length / 3;
                code.encode(data, parity, from, length);
                assertThat(parity).isDeepEqualTo(byDefinition(code, data, from, length));
            }
        }
    }

    private static byte[][] byDefinition(ReedSolomon code, byte[][] data, int from, int length) {
        var parity = new byte[code.parityShards()][length];
        for (int row = 0; row < parity.length; row++) {
            for (int i = 0; i < data.length; i++) {
                int coefficient = code.generator().coefficient(row, i);
                for (int at = from; at < length; at++) {
                    parity[row][at] ^= (byte) product(coefficient, data[i][at] & 0xff);
                }
            }
        }
        return parity;
    }

    /** Shift and reduce, without tables. */
    private static int product(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            product ^= ((b >> bit) & 1) * (a << bit);
        }
        for (int bit = 14; bit >= 8; bit--) {
            product ^= ((product >> bit) & 1) * (Galois.POLYNOMIAL << (bit - 8));
        }
        return product;
    }

    @Test
    void anyDataShardsWorthOfShardsGiveBackTheOthers() {
        System.out.println("ReedSolomonTest: repeat with -Dcairn.seed=" + seed);
        for (int round = 0; round < 300; round++) {
            int k = 1 + random.nextInt(ReedSolomon.DATA_MAX);
            int m = 1 + random.nextInt(ReedSolomon.PARITY_MAX);
            var code = new ReedSolomon(k, m, Generator.forShards(k, m), KERNELS.get(round % 2));
            int length = random.nextInt(300);
            var shards = Arrays.copyOf(shards(k, length), k + m);
            for (int i = k; i < k + m; i++) {
                shards[i] = new byte[length];
            }
            code.encode(Arrays.copyOf(shards, k), Arrays.copyOfRange(shards, k, k + m), 0, length);

            var order = new ArrayList<>(IntStream.range(0, k + m).boxed().toList());
            Collections.shuffle(order, random);
            var present = new BitSet();
            order.subList(0, k + random.nextInt(m)).forEach(present::set);
            var missing = IntStream.range(0, k + m).filter(i -> !present.get(i)).toArray();
            var sources = Arrays.stream(code.sources(present))
                    .mapToObj(i -> shards[i])
                    .toArray(byte[][]::new);
            var found = new byte[missing.length][length];
            code.reconstruct(present, sources, missing, found, 0, length);
            for (int i = 0; i < missing.length; i++) {
                assertThat(found[i]).isEqualTo(shards[missing[i]]);
            }
        }
    }

    /** The rows 1, g, g² are not known to be safe for all sizes by theorem here: every square part of them is tried. */
    @Test
    void threeParityShardsSurviveEveryLossOfThree() {
        for (int size = 1; size <= Generator.POWERS_MAX; size++) {
            for (var rows : subsets(Generator.POWERS_MAX, size)) {
                for (var columns : subsets(ReedSolomon.DATA_MAX, size)) {
                    var part = new int[size][size];
                    for (int i = 0; i < size; i++) {
                        for (int j = 0; j < size; j++) {
                            part[i][j] = Generator.POWERS.coefficient(rows[i], columns[j]);
                        }
                    }
                    assertThat(Matrix.invert(part)).hasDimensions(size, size);
                }
            }
        }
    }

    private static List<int[]> subsets(int of, int size) {
        var subsets = new ArrayList<int[]>();
        for (int bits = 0; size == 1 && bits < of; bits++) {
            subsets.add(new int[] {bits});
        }
        for (int i = 0; size > 1 && i < of; i++) {
            for (var rest : subsets(of, size - 1)) {
                if (rest[0] > i) {
                    var subset = new int[size];
                    subset[0] = i;
                    System.arraycopy(rest, 0, subset, 1, size - 1);
                    subsets.add(subset);
                }
            }
        }
        return subsets;
    }

    @Test
    void tooFewShardsAreRefused() {
        var code = ReedSolomon.of(6, 3);
        var present = new BitSet();
        present.set(0, 5);
        assertThatThrownBy(() -> code.sources(present)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReedSolomon.of(33, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReedSolomon.of(6, 9)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void vectorsAreUsedWhereTheJvmHasThem() {
        assertThat(ReedSolomon.of(6, 3).kernel()).startsWith("vector");
    }

    @Test
    void aJvmWithoutTheModuleComputesTheSame() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutVectors.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().lines()).containsExactly("6+3 POWERS: scalar", "10+4 CAUCHY: scalar");
        assertThat(process.waitFor()).isZero();
    }

    private byte[][] shards(int count, int length) {
        var shards = new byte[count][length];
        Arrays.stream(shards).forEach(random::nextBytes);
        return shards;
    }
}
