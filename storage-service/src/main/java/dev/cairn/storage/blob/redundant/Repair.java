package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.redundant.Calls.Outcome;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repays debts, those of the blobs with the fewest shards to spare first. A shard counts as repaid when it was read back whole from
 * its device, whether it was there after all, or was made anew there, or on another device when its own stays away.
 */
final class Repair {
    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

    private final Devices devices;
    private final Ledger ledger;
    private final LayoutCache layouts;
    private final ShardReads reads;
    private final KeyLocks locks;
    private final InstantSource clock;
    private final Throttle throttle;
    private final Stop stop;

    Repair(
            Devices devices,
            Ledger ledger,
            LayoutCache layouts,
            ShardReads reads,
            KeyLocks locks,
            InstantSource clock,
            Throttle throttle,
            Stop stop) {
        this.devices = devices;
        this.ledger = ledger;
        this.layouts = layouts;
        this.reads = reads;
        this.locks = locks;
        this.clock = clock;
        this.throttle = throttle;
        this.stop = stop;
    }

    /**
     * What one round did.
     *
     * @param repaid shards that are whole again, or gone as they should be
     * @param left debts that could not be repaid now
     */
    record Round(long repaid, long left) {}

    /** Tries every debt once. */
    Round repay() {
        long repaid = 0;
        int left = 0;
        for (var kind : Debt.Kind.values()) {
            int skip = 0;
            for (var page = page(kind, skip); !page.isEmpty(); page = page(kind, skip)) {
                int kept = 0;
                for (var debt : page) {
                    kept += !stop.isRequested() && repay(debt) ? 0 : 1;
                }
                repaid += page.size() - kept;
                skip += kept;
            }
            left += skip;
        }
        return new Round(repaid, left);
    }

    private List<Debt> page(Debt.Kind kind, int skip) {
        return stop.isRequested() ? List.of() : ledger.debts(kind, skip, Ledger.PAGE);
    }

    private boolean repay(Debt debt) {
        try {
            return locks.locked(debt.key(), () -> debt.kind() == Debt.Kind.GONE ? sweep(debt) : restore(debt));
        } catch (BlobException e) {
            LOG.info("shard {} of blob {} is still owed: {}", debt.shard(), debt.key(), e.getMessage());
            return false;
        }
    }

    private boolean sweep(Debt debt) {
        var device = devices.named(debt.device());
        if (device == null || !device.readable()) {
            return false;
        }
        device.store().delete(ShardHeader.storedAs(debt.key(), debt.generation(), debt.shard()));
        ledger.settle(debt);
        return true;
    }

    private boolean restore(Debt debt) {
        var layout = ledger.find(debt.key()).orElse(null);
        if (layout == null
                || layout.generation() != debt.generation()
                || !layout.devices().get(debt.shard()).equals(debt.device())) {
            ledger.settle(debt);
            return true;
        }
        var device = devices.named(debt.device());
        if (device != null && device.readable() && isWhole(device, layout.shard(debt.shard()))) {
            ledger.settle(debt);
            return true;
        }
        var target = device != null && device.writable() && Devices.hasRoom(device, storedLength(layout))
                ? device
                : devices.substitute(layout, debt.shard());
        return target != null && move(layout, debt.shard(), target, debt);
    }

    private static long storedLength(Layout layout) {
        return layout.shard(0).storedLength();
    }

    private boolean isWhole(Device device, ShardHeader shard) {
        throttle.take(shard.storedLength());
        return verify(device, shard).failure() == null;
    }

    private Outcome<Boolean> verify(Device device, ShardHeader shard) {
        try {
            Shards.verify(device.store(), shard);
            return new Outcome<>(device, true, null);
        } catch (BlobException | Shards.DamagedShardException e) {
            if (!ShardReads.isMissing(e)) {
                device.doubt();
            }
            return new Outcome<>(device, null, e);
        }
    }

    /**
     * Makes the shard anew on a device and records it there, once it was read back. What the old device has of it is deleted, now
     * or when it is back.
     */
    boolean move(Layout layout, int shard, Device target, @Nullable Debt debt) {
        var header = layout.shard(shard);
        throttle.take(header.storedLength() * layout.scheme().dataShards());
        var store = target.store();
        // What is there under this name is not the shard.
        store.delete(header.storedAs());
        store.put(
                header.storedAs(),
                Shards.content(
                        header,
                        (from, length) -> debt == null
                                ? reads.read(layout, shard, from, length)
                                : reads.compute(layout, shard, from, length)));
        if (verify(target, header).failure() != null) {
            return false;
        }
        if (!layout.devices().get(shard).equals(target.name())) {
            boolean moved = ledger.move(layout, shard, target.name(), clock.instant());
            layouts.changed(layout.key());
            return moved;
        }
        if (debt != null) {
            ledger.settle(debt);
        }
        return true;
    }
}
