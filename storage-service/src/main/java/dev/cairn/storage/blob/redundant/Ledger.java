package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one redundant store knows of its blobs, debts and devices. Every method is one step, durable when it returns, and safe
 * from any thread. A failing ledger is a {@link dev.cairn.storage.blob.BlobException} that may be tried again.
 */
interface Ledger {
    /** Most rows in one answer to background work. */
    int PAGE = 1000;

    /** The devices this store has used, by name. */
    Map<String, DeviceRecord> devices();

    /** Adds or replaces what is known of a device. */
    void save(String device, DeviceRecord record);

    /** The last walk over all devices. */
    Optional<Walk> lastWalk();

    /** Replaces the last walk. */
    void walked(Walk walk);

    /** Where the blob is. */
    Optional<Layout> find(BlobKey key);

    /** Records a blob together with what is missing of it; false when the key is taken. */
    boolean add(Layout layout, List<Debt> debts);

    /** Forgets the blob and owes its devices the deletion of all shards; empty when there was none. */
    Optional<Layout> remove(BlobKey key, Instant at);

    /**
     * Records that a shard is on another device, where it is whole, and that the old device must delete its own; what was owed of
     * the shard is settled. False when the layout is not the recorded one any more.
     */
    default boolean move(Layout from, int shard, String device, Instant at) {
        return relocate(from, from.moved(shard, device), List.of(), at);
    }

    /**
     * Records that the shards of a blob are on other devices: those that are elsewhere now must go from their old devices, and what
     * was owed of them on the new ones is settled, but for the debts given. False when the layout is not the recorded one any more.
     */
    boolean relocate(Layout from, Layout to, List<Debt> owed, Instant at);

    /** Blobs in the order of their keys, as {@link dev.cairn.storage.blob.BlobStore#list}. */
    List<Layout> list(String prefix, String after, int limit);

    /** What was verified later than now was so by a clock that was set back since: it counts as not verified. */
    void doubtLaterThan(Instant now);

    /** Blobs not verified since {@code before}: first those that never were, then the oldest. */
    List<Layout> unverified(Instant before, int limit);

    /**
     * That every shard of the blob was looked at; settles what was owed of those that were whole, on the devices of the layout.
     */
    void verified(Layout layout, Collection<Integer> whole, Instant at);

    /**
     * Adds debts. One that is there already stays as it is; that a shard must go replaces that it is missing, never the other way.
     * A shard is owed only where the blob is recorded to have it.
     */
    void owe(List<Debt> debts);

    /** Owes every shard on the device, and forgets nothing. Returns how many. */
    long oweAll(String device, String cause, Instant at);

    /** Removes a debt of this kind. */
    void settle(Debt debt);

    /**
     * Debts after the {@code skip} first, the blobs with the fewest shards to spare first, then the oldest.
     *
     * @param kind of debts
     */
    List<Debt> debts(Debt.Kind kind, int skip, int limit);

    /** Whether the deletion of the shard is owed. */
    boolean isGone(BlobKey key, long generation);

    /** Adds everything up; shards on these devices count as lost. */
    Redundancy redundancy(Set<String> unreadable);

    /** What is recorded of each device. */
    Map<String, DeviceLoad> loads();

    /** What was not verified since then. */
    Outstanding outstanding(Instant before);

    /**
     * A device as it was last accepted.
     *
     * @param draining whether it is to hold nothing more
     * @param adopting whether it may hold blobs that the ledger does not know and should
     */
    record DeviceRecord(UUID identity, boolean draining, boolean adopting) {}

    /**
     * What should be on a device.
     *
     * @param bytes stored, frames and headers included
     * @param owed shards missing on it
     * @param gone shards it must still delete
     */
    record DeviceLoad(long shards, long bytes, long owed, long gone) {
        static final DeviceLoad NONE = new DeviceLoad(0, 0, 0, 0);

        DeviceLoad plus(DeviceLoad other) {
            return new DeviceLoad(shards + other.shards, bytes + other.bytes, owed + other.owed, gone + other.gone);
        }
    }
}
