package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.erasure.Generator;
import dev.cairn.storage.erasure.ReedSolomon;

/**
 * How many shards a blob becomes. Any {@code dataShards} of them give it back.
 *
 * @param dataShards k, 1 to {@link ReedSolomon#DATA_MAX}; 1 means copies
 * @param parityShards m, the losses that are survived, 0 to {@link ReedSolomon#PARITY_MAX}
 */
public record Scheme(int dataShards, int parityShards) {
    /** Three copies. */
    public static final Scheme THREE_COPIES = copies(3);
    /** 6+3: half again as much room, and any three devices may fail. */
    public static final Scheme SIX_AND_THREE = new Scheme(6, 3);

    /** Refuses what no code has. */
    public Scheme {
        if (dataShards < 1
                || dataShards > ReedSolomon.DATA_MAX
                || parityShards < 0
                || parityShards > ReedSolomon.PARITY_MAX) {
            throw new IllegalArgumentException("no code has " + dataShards + "+" + parityShards + " shards");
        }
    }

    /** That many whole copies. */
    public static Scheme copies(int copies) {
        return new Scheme(1, copies - 1);
    }

    /** All shards. */
    public int shards() {
        return dataShards + parityShards;
    }

    Generator generator() {
        return Generator.forShards(dataShards, parityShards);
    }

    @Override
    public String toString() {
        return dataShards == 1 ? shards() + " copies" : dataShards + "+" + parityShards;
    }
}
