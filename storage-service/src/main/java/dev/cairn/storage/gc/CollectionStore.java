package dev.cairn.storage.gc;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.RecordKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states of records. Each method is one transaction, and each change of a record's state looks at that state and at the
 * record's pin in the same step: whoever pins a record at the same time comes wholly before or wholly after.
 */
interface CollectionStore {
    /** Spaces that have keys, and so may have records, in order. */
    List<SpaceId> spaces(@Nullable SpaceId after, int limit);

    /** How a space stands. */
    SpaceState state(SpaceId space);

    /** Begins a round: the next epoch, durably. */
    long advance(SpaceId space);

    /** Pins every record of the space at an epoch, which becomes the space's: for an index that has lost its own. */
    void pinAll(SpaceId space, long epoch);

    /** About how many records there are. */
    long count(SpaceId space);

    /**
     * Records that are pinned at no epoch from {@code floor} on, in order: condemned ones, and those whose last pin is older than
     * {@code unnamed}.
     */
    List<Suspect> suspects(
            SpaceId space, RecordKind kind, @Nullable KeyedId after, long floor, Duration unnamed, int limit);

    /** Condemns, at the space's present epoch, those that are still as {@link #suspects} told; how many. */
    int condemn(SpaceId space, RecordKind kind, List<KeyedId> ids, long floor);

    /** Makes condemned records live again; how many. */
    int acquit(SpaceId space, RecordKind kind, List<KeyedId> ids);

    /** Forgets those that are condemned since before {@code epoch} and were not pinned since; the bytes they have in packs. */
    Deleted delete(SpaceId space, RecordKind kind, List<KeyedId> ids, long epoch, long floor);

    /** How many records of all spaces are condemned. */
    long condemned();

    /** A whole round is over. */
    void completed(SpaceId space, long released);

    /**
     * How a space stands.
     *
     * @param epoch 0 when it never was collected
     * @param released what metadata had released at the last whole round; -1 before the first
     * @param sinceCompleted null before the first
     */
    record SpaceState(long epoch, long released, @Nullable Duration sinceCompleted, boolean anyCondemned) {}

    /** @param condemned at which epoch; null while it is live */
    record Suspect(KeyedId id, @Nullable Long condemned) {}

    /** What went. */
    record Deleted(int records, long bytes) {}
}
