package dev.cairn.storage.gc;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.gc.Round.Outcome;
import dev.cairn.storage.pack.RecordKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states of records. Each method is one transaction, and each change of a record's state looks at that state and at the
 * record's pin in the same step: whoever pins a record at the same time comes wholly before or wholly after.
 */
interface CollectionStore {
    /** Spaces that may have records, in order: those with keys, and those whose keys were destroyed as long as they have some. */
    List<SpaceId> spaces(@Nullable SpaceId after, int limit);

    /** How many these are, but for those whose keys are destroyed. */
    long spaceCount();

    /** How a space stands. */
    SpaceState state(SpaceId space);

    /** Begins a round: the next epoch, durably. */
    long advance(SpaceId space);

    /**
     * Raises the space's epoch, and notes that every record is to be pinned at it, page by page: for an index that has lost its own.
     * Until {@link #repinned} nothing of the space is deleted.
     */
    void raise(SpaceId space, long epoch);

    /** Pins the next records of a space whose epoch was raised; the last of them, or null when there are no more. */
    @Nullable
    KeyedId repin(SpaceId space, RecordKind kind, @Nullable KeyedId after, int limit);

    /** All are pinned. */
    void repinned(SpaceId space);

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

    /**
     * Forgets those that are condemned since before {@code epoch} and were not pinned since; the bytes they have in packs. None when
     * the space's epoch is lower than this round's: then the database is not the one in which the round began.
     */
    Deleted delete(SpaceId space, RecordKind kind, List<KeyedId> ids, long epoch, long floor);

    /** What of all spaces is condemned. */
    Deleted condemned();

    /** A whole round is over, and the space in no trouble. */
    void completed(SpaceId space, long released);

    /**
     * A round was not done: the space waits for a while, the longer the more often in a row. After EPOCH_RAISED it does not wait.
     * FAILED says nothing of the space: what it was blocked for before goes on.
     */
    void blocked(SpaceId space, Outcome outcome, String cause);

    /** Spaces whose last round was not done, at most {@link #TROUBLES_MAX} of them. */
    List<Trouble> trouble();

    /** Most that are told. */
    int TROUBLES_MAX = 1_000;

    /**
     * How a space stands.
     *
     * @param epoch 0 when it never was collected
     * @param released what metadata had released at the last whole round; -1 before the first
     * @param sinceCompleted null before the first
     * @param repinning whether not every record is pinned yet at an epoch that was raised
     * @param troubled whether the last round was not done
     * @param waiting whether it is too early for the next
     * @param destroyed whether its key was destroyed
     */
    record SpaceState(
            long epoch,
            long released,
            @Nullable Duration sinceCompleted,
            boolean anyCondemned,
            boolean repinning,
            boolean troubled,
            boolean waiting,
            boolean destroyed) {}

    /** @param condemned at which epoch; null while it is live */
    record Suspect(KeyedId id, @Nullable Long condemned) {}

    /** Records, and the bytes they have in packs. */
    record Deleted(int records, long bytes) {}
}
