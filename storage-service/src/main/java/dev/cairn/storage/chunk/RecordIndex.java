package dev.cairn.storage.chunk;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackIndex;
import dev.cairn.storage.pack.RecordKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where every chunk and manifest is. A cache of what the packs say of themselves. */
interface RecordIndex extends PackIndex {
    /** Those of the ids that the space has; any number of ids, looked up in portions. */
    Map<KeyedId, Located> find(SpaceId space, RecordKind kind, Collection<KeyedId> ids);

    /**
     * As {@link #find}, and pins what it finds: the collector leaves it alone at least until it has begun another round and
     * nobody can rest on this pin any more. What it does not find must be stored anew.
     */
    Pinned pin(SpaceId space, RecordKind kind, Collection<KeyedId> ids);

    /** The space's epoch of collection, raised to {@code atLeast} if it is lower. */
    long epoch(SpaceId space, long atLeast);

    /** Keeps where the pack's records are, also for those that were known to be elsewhere: the pack is the truth. */
    void replace(PackId pack, long length, List<PackEntry> entries);

    /** Which of these packs are known. */
    Set<PackId> known(Collection<PackId> packs);

    /** Up to {@code limit} known packs after {@code after}, in order. */
    List<PackId> packs(PackId after, int limit);

    /** Packs that records are said to be in and that are not known themselves, at most {@code limit}. */
    List<PackId> orphaned(int limit);

    /** What the index says to be in this pack. */
    List<Row> rows(PackId pack);

    /** A record of a space, and where it is said to be. */
    record Row(SpaceId space, RecordKind kind, KeyedId id, Location location) {}

    /** Forgets a pack and what was in it. */
    void forget(PackId pack);

    /** Looks whether the index answers. */
    void check();
}
