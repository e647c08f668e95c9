package dev.cairn.storage.blob.tiered;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Since when blobs are here, and which of them are cold. Durable on return; every failure is a {@link BlobException}. What the record
 * does not know is looked for in both stores, so losing it loses only ages.
 */
interface TierRecord {
    /** Notes blobs that are hot, or are about to be, unless they are noted as such already. */
    void note(Collection<BlobKey> keys, Instant now);

    /** Up to {@code limit} hot blobs noted before then, in that order. */
    List<BlobKey> hotSince(Instant before, int limit);

    /** Notes another time for a hot blob, so that others are not kept waiting by it. */
    void postpone(BlobKey key, Instant since);

    /** The blob is in the cold store and in no other. */
    void cooled(BlobKey key);

    /** Whether {@link #cooled} was said of it. */
    boolean isCold(BlobKey key);

    void forget(BlobKey key);
}
