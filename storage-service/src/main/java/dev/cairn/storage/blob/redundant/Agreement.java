package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.erasure.ReedSolomon;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Whether shards that are each what was written were also made of each other. One that was computed or held wrongly before it got
 * its checksum is found by this alone. Which one it is can be told while at least two parity shards, or copies beside the first,
 * are there to compare: either some parity is right, and then what differs is wrong; or none is, and one data shard explains it.
 */
final class Agreement {
    private final ReedSolomon code;
    private final BitSet wrongParity = new BitSet();
    private final BitSet suspects = new BitSet();
    private boolean dataDiffers;

    Agreement(ReedSolomon code) {
        this.code = code;
        suspects.set(0, code.dataShards());
    }

    /** Looks at the next bytes of all shards, as long as each other. */
    void compare(byte[][] shards) {
        int k = code.dataShards();
        var expected = encoded(Arrays.copyOf(shards, k), shards[0].length);
        var wrong = new BitSet();
        for (int parity = 0; parity < expected.length; parity++) {
            if (!Arrays.equals(expected[parity], shards[k + parity])) {
                wrong.set(parity);
            }
        }
        if (wrong.cardinality() == expected.length && !wrong.isEmpty()) {
            dataDiffers = true;
            suspects.stream()
                    .filter(shard -> !explains(shards, shard))
                    .boxed()
                    .toList()
                    .forEach(suspects::clear);
        } else {
            wrongParity.or(wrong);
        }
    }

    private byte[][] encoded(byte[][] data, int length) {
        var parity = new byte[code.parityShards()][length];
        if (code.dataShards() == 1) {
            Arrays.fill(parity, data[0]);
        } else {
            code.encode(data, parity, 0, length);
        }
        return parity;
    }

    /** Whether all shards agree when this data shard is what the others and the first parity make it. */
    private boolean explains(byte[][] shards, int shard) {
        int k = code.dataShards();
        int length = shards[0].length;
        var present = new BitSet();
        present.set(0, k + 1);
        present.clear(shard);
        var sources = IntStream.rangeClosed(0, k)
                .filter(number -> number != shard)
                .mapToObj(number -> shards[number])
                .toArray(byte[][]::new);
        var data = Arrays.copyOf(shards, k);
        data[shard] = new byte[length];
        code.reconstruct(present, sources, new int[] {shard}, new byte[][] {data[shard]}, 0, length);
        return Arrays.equals(encoded(data, length), Arrays.copyOfRange(shards, k, shards.length), Arrays::compare);
    }

    /** Whether all of them are made of each other. */
    boolean agreed() {
        return !dataDiffers && wrongParity.isEmpty();
    }

    /** The shards that are wrong; none when they agree, and none when it cannot be told. */
    BitSet wrong() {
        var wrong = new BitSet();
        int k = code.dataShards();
        if (code.parityShards() < 2) {
            return wrong;
        }
        if (dataDiffers && wrongParity.isEmpty() && suspects.cardinality() == 1) {
            wrong.or(suspects);
        } else if (!dataDiffers && wrongParity.cardinality() < code.parityShards()) {
            wrongParity.stream().map(parity -> k + parity).forEach(wrong::set);
        }
        return wrong;
    }
}
