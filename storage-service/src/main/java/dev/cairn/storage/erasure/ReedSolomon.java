package dev.cairn.storage.erasure;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A systematic Reed-Solomon code: {@code k} data shards of equal length, and {@code m} parity shards so that any {@code k} of the
 * {@code k + m} give back all others. Never guesses: shards that are damaged must be left out, or wrong bytes come out. For any
 * number of threads.
 */
public final class ReedSolomon {
    /** Most data shards. */
    public static final int DATA_MAX = 32;
    /** Most parity shards. */
    public static final int PARITY_MAX = 8;

    private static final int DECODINGS_MAX = 1024;

    private final int dataShards;
    private final int parityShards;
    private final Generator generator;
    private final Kernel kernel;
    private final int[][] parityRows;
    /** By which shards are there: for each shard what the first {@code k} of those are multiplied with to give it. */
    private final Map<BitSet, int[][]> decodings = new ConcurrentHashMap<>();

    ReedSolomon(int dataShards, int parityShards, Generator generator, Kernel kernel) {
        if (dataShards < 1 || dataShards > DATA_MAX || parityShards < 0 || parityShards > PARITY_MAX) {
            throw new IllegalArgumentException("no code has " + dataShards + " data and " + parityShards
                    + " parity shards: at most " + DATA_MAX + " and " + PARITY_MAX);
        }
        this.dataShards = dataShards;
        this.parityShards = parityShards;
        this.generator = generator;
        this.kernel = kernel;
        this.parityRows = new int[parityShards][dataShards];
        for (int row = 0; row < parityShards; row++) {
            int number = row;
            Arrays.setAll(parityRows[row], column -> generator.coefficient(number, column));
        }
    }

    /** The code, checked by {@link SelfTest} for this JVM; {@link IllegalStateException} if it computes wrongly. */
    public static ReedSolomon of(int dataShards, int parityShards) {
        return of(dataShards, parityShards, Generator.forShards(dataShards, parityShards));
    }

    /** As {@link #of(int, int)}, for shards that say what made them. */
    public static ReedSolomon of(int dataShards, int parityShards, Generator generator) {
        var code = new ReedSolomon(dataShards, parityShards, generator, Kernel.best());
        SelfTest.check(code);
        return code;
    }

    /** Data shards. */
    public int dataShards() {
        return dataShards;
    }

    /** Parity shards. */
    public int parityShards() {
        return parityShards;
    }

    /** All shards. */
    public int shards() {
        return dataShards + parityShards;
    }

    /** What parity is made by. */
    public Generator generator() {
        return generator;
    }

    /** What computes: {@code scalar}, or {@code vector} and its bits. */
    public String kernel() {
        return kernel.name();
    }

    /**
     * Fills the parity shards from {@code from} (inclusive) to {@code to}.
     *
     * @param data {@code k} arrays
     * @param parity {@code m} arrays
     */
    public void encode(byte[][] data, byte[][] parity, int from, int to) {
        if (data.length != dataShards || parity.length != parityShards) {
            throw new IllegalArgumentException("not the shards of this code");
        }
        if (parityShards == 0) {
            return;
        }
        if (generator == Generator.POWERS) {
            kernel.powers(data, parity, from, to);
        } else {
            kernel.combine(parityRows, data, parity, from, to);
        }
    }

    /**
     * The {@code k} shards to read when only some are there: data before parity, because whole data shards need no arithmetic.
     *
     * @throws IllegalArgumentException if fewer than {@code k} are there
     */
    public int[] sources(BitSet present) {
        if (present.cardinality() < dataShards) {
            throw new IllegalArgumentException(
                    present.cardinality() + " shards of " + shards() + ", " + dataShards + " are needed");
        }
        return present.stream().limit(dataShards).toArray();
    }

    /**
     * Fills shards that are missing from {@code k} that are there.
     *
     * @param present which shards are there; the first {@code k} of them, {@link #sources}, are read
     * @param sources these, in order
     * @param missing the numbers of the shards that are wanted
     * @param outputs where their bytes go
     */
    public void reconstruct(BitSet present, byte[][] sources, int[] missing, byte[][] outputs, int from, int to) {
        var decoding = decoding(present);
        var rows = Arrays.stream(missing).mapToObj(shard -> decoding[shard]).toArray(int[][]::new);
        kernel.combine(rows, sources, outputs, from, to);
    }

    private int[][] decoding(BitSet present) {
        var known = decodings.get(present);
        if (known != null) {
            return known;
        }
        if (decodings.size() >= DECODINGS_MAX) {
            decodings.clear();
        }
        var decoding = decode(sources(present));
        decodings.put((BitSet) present.clone(), decoding);
        return decoding;
    }

    private int[][] decode(int[] sources) {
        var toData = Matrix.invert(Arrays.stream(sources).mapToObj(this::row).toArray(int[][]::new));
        var rows = new int[shards()][];
        for (int shard = 0; shard < shards(); shard++) {
            rows[shard] = product(row(shard), toData);
        }
        return rows;
    }

    /** How a shard is made of data. */
    private int[] row(int shard) {
        return shard < dataShards ? Matrix.identity(dataShards)[shard] : parityRows[shard - dataShards];
    }

    private static int[] product(int[] row, int[][] matrix) {
        var product = new int[row.length];
        for (int i = 0; i < row.length; i++) {
            for (int column = 0; column < row.length; column++) {
                product[column] ^= Galois.multiply(row[i], matrix[i][column]);
            }
        }
        return product;
    }

    @Override
    public String toString() {
        return dataShards + "+" + parityShards + " " + generator;
    }
}
