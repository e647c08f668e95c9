package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which shards that are in no record may go: those of a put of which there is too little, on all devices together, to ever read it
 * again. A crash in the middle of a put leaves such. What could be read stays, whatever the ledger says: the ledger may be the older
 * one.
 *
 * @param complete whether everything was looked at where a shard may be
 * @param damaged names on devices that do not say what they are; one that is named like a shard may yet be of use as one
 */
record Rubbish(boolean complete, Set<BlobKey> damaged, Instant now) {
    /** Longer than any call to a device goes on that nobody waits for. */
    private static final Duration GRACE = Duration.ofDays(7);

    /** @param found numbers of the shards of this put that are there */
    boolean is(ShardHeader header, Set<Integer> found) {
        var put = Instant.ofEpochMilli(header.generation() >> RedundantBlobStore.RANDOM_BITS);
        long usable = IntStream.range(0, header.scheme().shards())
                .filter(shard -> found.contains(shard)
                        || damaged.contains(ShardHeader.storedAs(header.key(), header.generation(), shard)))
                .count();
        return complete
                && usable < header.scheme().dataShards()
                && put.plus(GRACE).isBefore(now);
    }
}
