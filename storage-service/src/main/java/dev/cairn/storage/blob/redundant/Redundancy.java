package dev.cairn.storage.blob.redundant;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much may still be lost.
 *
 * @param blobs all of them
 * @param complete those with every shard in its place
 * @param bySpare how many blobs have so many shards more than reading needs; below 0 they cannot be read now
 */
public record Redundancy(long blobs, long complete, SortedMap<Integer, Long> bySpare) {
    /** Copies. */
    public Redundancy {
        bySpare = new TreeMap<>(bySpare);
    }

    /** Blobs that cannot be read now. */
    public long unreadable() {
        return bySpare.headMap(0).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Blobs of which something is missing. */
    public long degraded() {
        return blobs - complete;
    }

    /** Adds up. */
    static final class Count {
        private long blobs;
        private long complete;
        private final TreeMap<Integer, Long> bySpare = new TreeMap<>();

        void add(Scheme scheme, int lost, long count) {
            blobs += count;
            complete += lost == 0 ? count : 0;
            bySpare.merge(scheme.parityShards() - lost, count, Long::sum);
        }

        Redundancy total() {
            return new Redundancy(blobs, complete, bySpare);
        }
    }
}
