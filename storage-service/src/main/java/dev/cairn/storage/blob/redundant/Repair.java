package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.job.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repays debts, those of the blobs with the fewest shards to spare first. A shard counts as repaid when it was read back whole from
 * its device, whether it was there after all, or was made anew there, or on another device when its own stays away. What a damaged
 * shard still has of use is not given up before its replacement is complete.
 */
final class Repair {
    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);
    private static final Progress NOBODY = Progress.unwatched();

    private final Devices devices;
    private final Ledger ledger;
    private final LayoutCache layouts;
    private final ShardReads reads;
    private final KeyLocks locks;
    private final Memory memory;
    private final InstantSource clock;
    private final Duration grace;
    private final Throttle throttle;
    private final Stop stop;
    private final LongAdder repaid = new LongAdder();
    private final LongAdder moved = new LongAdder();
    /** Debts that the rounds of {@link #repaySome} left, and begin after. */
    private final Map<Debt.Kind, Integer> skips = new EnumMap<>(Debt.Kind.class);

    Repair(
            Devices devices,
            Ledger ledger,
            LayoutCache layouts,
            ShardReads reads,
            KeyLocks locks,
            Memory memory,
            InstantSource clock,
            Duration grace,
            Throttle throttle,
            Stop stop) {
        this.devices = devices;
        this.ledger = ledger;
        this.layouts = layouts;
        this.reads = reads;
        this.locks = locks;
        this.memory = memory;
        this.clock = clock;
        this.grace = grace;
        this.throttle = throttle;
        this.stop = stop;
    }

    /**
     * What one round did.
     *
     * @param repaid shards that are whole again, or gone as they should be
     * @param left debts that could not be repaid now
     */
    record Round(long repaid, int left) {
        Round plus(Round other) {
            return new Round(repaid + other.repaid, left + other.left);
        }
    }

    /** Debts that were repaid since the store was opened. */
    long repaid() {
        return repaid.sum();
    }

    /** Shards that were made on another device than before since the store was opened. */
    long moved() {
        return moved.sum();
    }

    /** Tries every debt once. Progress is in debts that were tried. */
    Round repay(Progress progress) {
        var total = new Round(0, 0);
        for (var kind : Debt.Kind.values()) {
            total = total.plus(repay(kind, 0, Integer.MAX_VALUE, progress));
        }
        return total;
    }

    /** Tries every deletion that is owed once. */
    Round sweep(Progress progress) {
        return repay(Debt.Kind.GONE, 0, Integer.MAX_VALUE, progress);
    }

    /**
     * Tries up to {@code most} debts of each kind, so that what became urgent meanwhile soon has its turn. The next such round goes
     * on after those that could not be repaid, and begins anew when there are no more.
     */
    synchronized Round repaySome(int most) {
        var total = new Round(0, 0);
        for (var kind : Debt.Kind.values()) {
            int skip = skips.getOrDefault(kind, 0);
            var round = repay(kind, skip, most, NOBODY);
            skips.put(kind, round.repaid() + round.left() < most ? 0 : skip + round.left());
            total = total.plus(round);
        }
        return total;
    }

    private Round repay(Debt.Kind kind, int skip, int most, Progress progress) {
        var total = new Round(0, 0);
        for (var page = page(kind, skip, total, most); !page.isEmpty(); page = page(kind, skip, total, most)) {
            int kept = 0;
            for (var debt : page) {
                progress.checkpoint();
                kept += !stop.isRequested() && repay(debt) ? 0 : 1;
                progress.advance(1);
            }
            repaid.add((long) page.size() - kept);
            total = total.plus(new Round(page.size() - kept, kept));
        }
        return total;
    }

    private List<Debt> page(Debt.Kind kind, int skip, Round done, int most) {
        int limit = (int) Math.min(Ledger.PAGE, most - done.repaid() - done.left());
        return stop.isRequested() || limit <= 0 ? List.of() : ledger.debts(kind, skip + done.left(), limit);
    }

    private boolean repay(Debt debt) {
        try {
            return locks.locked(debt.key(), () -> debt.kind() == Debt.Kind.GONE ? sweep(debt) : restore(debt));
        } catch (BlobException e) {
            LOG.info("shard {} of blob {} is still owed: {}", debt.shard(), debt.key(), e.getMessage());
            return false;
        }
    }

    /** The debt may be of a while ago, or of an older ledger: nothing goes that the blob may still need. */
    private boolean sweep(Debt debt) {
        var layout = ledger.find(debt.key())
                .filter(found -> found.generation() == debt.generation())
                .orElse(null);
        if (layout != null && layout.names(debt)) {
            ledger.settle(debt);
            return true;
        }
        var device = devices.named(debt.device());
        if (device == null || !device.readable()) {
            return false;
        }
        if (layout != null && !standsElsewhere(layout, debt.shard())) {
            return false;
        }
        devices.store(device).delete(ShardHeader.storedAs(debt.key(), debt.generation(), debt.shard()));
        ledger.settle(debt);
        return true;
    }

    private boolean standsElsewhere(Layout layout, int shard) {
        var recorded = devices.named(layout.devices().get(shard));
        if (recorded == null || !recorded.readable()) {
            return false;
        }
        throttle.take(layout.shard(shard).storedLength());
        var failure = devices.verify(recorded, layout.shard(shard));
        if (ShardReads.isMissing(failure)) {
            ledger.owe(List.of(reads.owed(layout, shard, String.valueOf(failure))));
        }
        return failure == null;
    }

    private boolean restore(Debt debt) {
        var layout = ledger.find(debt.key()).filter(found -> found.names(debt)).orElse(null);
        if (layout == null) {
            ledger.settle(debt);
            return true;
        }
        var device = devices.named(debt.device());
        if (device == null || !device.readable()) {
            return moveAway(layout, debt.shard());
        }
        var header = layout.shard(debt.shard());
        throttle.take(header.storedLength());
        long devicesSeen = devices.changes();
        var failure = devices.verify(device, header);
        if (failure == null) {
            return settle(debt, devicesSeen);
        }
        if (!ShardReads.isMissing(failure)) {
            // Whether it is damaged is not known. A place that fails for so long is given up, and what stands there
            // stays till then.
            return debt.since().plus(grace).isBefore(clock.instant()) && moveAway(layout, debt.shard());
        }
        if (device.writable() && devices.hasRoom(device, header.storedLength()) && replace(layout, device, debt)) {
            return true;
        }
        return moveAway(layout, debt.shard());
    }

    /** Makes the shard anew where it is recorded, from the others alone. */
    private boolean replace(Layout layout, Device device, Debt debt) {
        try {
            long devicesSeen = devices.changes();
            return place(layout, debt.shard(), device, reads::compute) && settle(debt, devicesSeen);
        } catch (BlobException e) {
            LOG.info("shard {} of blob {} cannot be replaced: {}", debt.shard(), debt.key(), e.getMessage());
            return false;
        }
    }

    /** Unless a device came or went meanwhile: the disk that has the shard may not be the one that is there now. */
    private boolean settle(Debt debt, long devicesSeen) {
        if (devices.changes() != devicesSeen) {
            return false;
        }
        ledger.settle(debt);
        return true;
    }

    /** Also from what is left of the shard itself, which stays until the new one is recorded. */
    boolean moveAway(Layout layout, int shard) {
        var target = devices.substitute(layout, shard);
        return target != null && move(layout, shard, target);
    }

    /** Makes a shard on a device that has none of the blob, and records it there. What the old device has of it is owed deletion. */
    boolean move(Layout layout, int shard, Device target) {
        if (!place(layout, shard, target, reads::read)) {
            return false;
        }
        try {
            boolean recorded = ledger.move(layout, shard, target.name(), clock.instant());
            moved.add(recorded ? 1 : 0);
            return recorded;
        } finally {
            layouts.changed(layout.key());
        }
    }

    /** Where the bytes of a shard come from. */
    private interface Source {
        byte[] read(Layout layout, int shard, long from, int length);
    }

    /** Has the shard whole on the device. What is damaged there is deleted when all that replaces it is in memory. */
    private boolean place(Layout layout, int shard, Device target, Source source) {
        var header = layout.shard(shard);
        var failure = devices.verify(target, header);
        if (failure == null || !ShardReads.isMissing(failure)) {
            return failure == null;
        }
        throttle.take(header.storedLength() * layout.scheme().dataShards());
        int taken = memory.take(header.storedLength());
        try {
            var bytes = bytes(layout, shard, source);
            var store = devices.store(target);
            store.delete(header.storedAs());
            store.put(
                    header.storedAs(),
                    Shards.content(
                            header, (from, length) -> Arrays.copyOfRange(bytes, (int) from, (int) from + length)));
        } finally {
            memory.give(taken);
        }
        return devices.verify(target, header) == null;
    }

    private static byte[] bytes(Layout layout, int shard, Source source) {
        var bytes = new byte[Math.toIntExact(layout.shard(shard).length())];
        for (int from = 0; from < bytes.length; from += Shards.STEP_BYTES) {
            int length = Math.min(Shards.STEP_BYTES, bytes.length - from);
            var step = step(layout, shard, from, length, source);
            System.arraycopy(step, 0, bytes, from, length);
        }
        return bytes;
    }

    /** Block by block when it fails as a whole: each block may be whole in other shards. */
    private static byte[] step(Layout layout, int shard, long from, int length, Source source) {
        try {
            return source.read(layout, shard, from, length);
        } catch (BlobException e) {
            if (length <= ShardHeader.BLOCK_BYTES) {
                throw e;
            }
            var bytes = new byte[length];
            for (int at = 0; at < length; at += ShardHeader.BLOCK_BYTES) {
                int block = Math.min(ShardHeader.BLOCK_BYTES, length - at);
                System.arraycopy(source.read(layout, shard, from + at, block), 0, bytes, at, block);
            }
            return bytes;
        }
    }
}
