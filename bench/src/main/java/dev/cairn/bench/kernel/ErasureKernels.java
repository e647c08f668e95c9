package dev.cairn.bench.kernel;

import dev.cairn.storage.erasure.ReedSolomon;
import java.lang.foreign.Arena;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One operation encodes (or decodes, all parity used) six data shards into three parity shards. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
public class ErasureKernels {
    static final int DATA = 6;
    static final int PARITY = 3;

    /** Length of a shard. */
    @Param({"65536", "1048576"})
    public int shardBytes = 65536;

    private final ReedSolomon code = ReedSolomon.of(DATA, PARITY);
    private final byte[][] products = new byte[256][256];
    private final byte[][] coefficients = new byte[PARITY][DATA];
    private final Arena arena = Arena.ofShared();
    private byte[][] data = {};
    private byte[][] parity = {};
    private byte[][] rebuilt = {};
    private @Nullable IsaL isaL;

    /** Makes the input. */
    @Setup
    public void makeInput() throws Throwable {
        data = new byte[DATA][shardBytes];
        parity = new byte[PARITY][shardBytes];
        rebuilt = new byte[PARITY][shardBytes];
        var random = new SplittableRandom(1);
        for (var shard : data) {
            random.nextBytes(shard);
        }
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                products[a][b] = (byte) product(a, b);
            }
        }
        for (int row = 0; row < PARITY; row++) {
            for (int column = 0, power = 1; column < DATA; column++) {
                coefficients[row][column] = (byte) power;
                power = product(power, 1 << row);
            }
        }
        isaL = IsaL.isThere() ? new IsaL(arena, DATA, PARITY, shardBytes) : null;
    }

    private static int product(int a, int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
        }
        return product;
    }

    /** Frees the library. */
    @TearDown
    public void close() {
        arena.close();
    }

    /** Cairn's coder. */
    @Benchmark
    public byte encode() {
        code.encode(data, parity, 0, shardBytes);
        return parity[0][0];
    }

    /** Cairn's coder, three data shards lost. */
    @Benchmark
    public byte reconstruct() {
        var present = new BitSet();
        present.set(PARITY, DATA + PARITY);
        var sources = new byte[][] {data[3], data[4], data[5], parity[0], parity[1], parity[2]};
        code.reconstruct(present, sources, new int[] {0, 1, 2}, rebuilt, 0, shardBytes);
        return rebuilt[0][0];
    }

    /** What most Java coders do: a table of all products, an input at a time. */
    @Benchmark
    public byte encodeByTable() {
        for (int row = 0; row < PARITY; row++) {
            var out = parity[row];
            for (int column = 0; column < DATA; column++) {
                var table = products[coefficients[row][column] & 0xff];
                var in = data[column];
                if (column == 0) {
                    for (int at = 0; at < out.length; at++) {
                        out[at] = table[in[at] & 0xff];
                    }
                } else {
                    for (int at = 0; at < out.length; at++) {
                        out[at] ^= table[in[at] & 0xff];
                    }
                }
            }
        }
        return parity[0][0];
    }

    /** Intel's coder in C and assembler. */
    @Benchmark
    public void encodeByIsaL() throws Throwable {
        if (isaL == null) {
            throw new IllegalStateException("libisal2 is not installed");
        }
        isaL.encode(shardBytes);
    }
}
