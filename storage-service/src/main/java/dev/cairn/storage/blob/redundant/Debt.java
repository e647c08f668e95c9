package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a device is known not to be: without a shard that it should hold, or with one that it should not.
 *
 * @param cause a sentence for people
 * @param since when it was first noticed
 */
record Debt(BlobKey key, long generation, int shard, String device, Kind kind, String cause, Instant since) {
    enum Kind {
        /** The shard is missing, damaged or unproven; until it is repaid it counts as lost. */
        OWED,
        /** The shard is of a blob that was deleted or moved away; it must go when the device is back. */
        GONE
    }

    /** That a shard must go from the device that the layout names. */
    static Debt gone(Layout layout, int shard, Instant at) {
        return new Debt(
                layout.key(),
                layout.generation(),
                shard,
                layout.devices().get(shard),
                Kind.GONE,
                "deleted or moved away",
                at);
    }

    /** That all shards must go. */
    static List<Debt> gone(Layout layout, Instant at) {
        return IntStream.range(0, layout.scheme().shards())
                .mapToObj(shard -> gone(layout, shard, at))
                .toList();
    }
}
