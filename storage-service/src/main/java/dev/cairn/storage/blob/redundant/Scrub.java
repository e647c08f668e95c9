package dev.cairn.storage.blob.redundant;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.job.Progress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Reads every byte of every shard, computes parity anew, and owes shards that are not what was written or not made of the others: what is new first, then what was verified longest
 * ago. Where it stands is in the ledger, so a restart goes on.
 */
final class Scrub {
    private final Devices devices;
    private final Ledger ledger;
    private final ShardReads reads;
    private final Codes codes;
    private final KeyLocks locks;
    private final InstantSource clock;
    private final Throttle throttle;
    private final Stop stop;
    private final LongAdder bytesRead = new LongAdder();

    Scrub(
            Devices devices,
            Ledger ledger,
            ShardReads reads,
            Codes codes,
            KeyLocks locks,
            InstantSource clock,
            Throttle throttle,
            Stop stop) {
        this.devices = devices;
        this.ledger = ledger;
        this.reads = reads;
        this.codes = codes;
        this.locks = locks;
        this.clock = clock;
        this.throttle = throttle;
        this.stop = stop;
    }

    /**
     * What was looked at.
     *
     * @param bytes read from devices
     * @param bad shards that were found missing or damaged, or could not be looked at
     */
    record Round(long blobs, long bytes, long bad) {
        Round plus(Round other) {
            return new Round(blobs + other.blobs, bytes + other.bytes, bad + other.bad);
        }
    }

    /** Bytes of devices that were read and are what was written, since the store was opened. */
    long bytesRead() {
        return bytesRead.sum();
    }

    /** What was verified at a time that has not come yet, as the clock was set back since, was not verified: there is more to do then. */
    void doubtWhatIsToCome(Instant before) {
        ledger.doubtLaterThan(latest(before, clock.instant()));
    }

    /** Verifies up to {@code blobsMax} blobs that were not verified since. Progress is in bytes of devices. */
    Round verify(Instant before, long blobsMax, Progress progress) {
        var total = new Round(0, 0, 0);
        doubtWhatIsToCome(before);
        while (total.blobs() < blobsMax) {
            var page = ledger.unverified(before, (int) Math.min(Ledger.PAGE, blobsMax - total.blobs()));
            for (var layout : page) {
                if (stop.isRequested()) {
                    return total;
                }
                progress.checkpoint();
                total = total.plus(verify(layout, before, progress));
                progress.advance(layout.storedBytes());
            }
            if (page.isEmpty()) {
                return total;
            }
        }
        return total;
    }

    private Round verify(Layout layout, Instant before, Progress progress) {
        throttle.take(layout.storedBytes());
        long devicesSeen = devices.changes();
        var inspection = Inspection.of(layout, devices, codes.of(layout));
        var owed = inspection.failures().entrySet().stream()
                .map(failure -> reads.owed(layout, failure.getKey(), failure.getValue()))
                .toList();
        if (!owed.isEmpty() && isCurrent(layout)) {
            progress.found(lacking(layout, owed));
            ledger.owe(owed);
        }
        // First, so that the blob is looked at again if that fails: the checksum of what is wrong is right.
        int wrong = inspection.contradictory() ? discardWrong(layout, inspection.wrong(), progress) : 0;
        // A device that was exchanged meanwhile may not have what was read.
        var whole = devices.changes() == devicesSeen ? right(inspection) : List.<Integer>of();
        ledger.verified(layout, whole, latest(before, clock.instant()));
        long bytes = inspection.whole().size() * layout.shard(0).storedLength();
        bytesRead.add(bytes);
        return new Round(1, bytes, owed.size() + wrong);
    }

    /** What is what was written, and made of the others: what stands for its debt. */
    private static List<Integer> right(Inspection inspection) {
        var wrong = inspection.contradictory() ? inspection.wrong() : new BitSet();
        return inspection.whole().stream().filter(shard -> !wrong.get(shard)).toList();
    }

    /** A shard that was made wrongly has a right checksum: it has to go before anything is computed of it. */
    private int discardWrong(Layout layout, BitSet wrong, Progress progress) {
        var debts = wrong.stream()
                .mapToObj(shard -> reads.owed(layout, shard, "it was not made of the others"))
                .toList();
        if (debts.isEmpty()) {
            progress.found(
                    new Finding(
                            Finding.Kind.BLOB,
                            layout.key().toString(),
                            "its shards were not made of each other, and which is wrong cannot be told; verify says whether it reads right"));
            return 1;
        }
        return locks.locked(layout.key(), () -> {
            if (isCurrent(layout)) {
                progress.found(lacking(layout, debts));
                ledger.owe(debts);
                for (var debt : debts) {
                    devices.store(devices.require(debt.device()))
                            .delete(layout.shard(debt.shard()).storedAs());
                }
            }
            return debts.size();
        });
    }

    private static Finding lacking(Layout layout, List<Debt> owed) {
        return new Finding(
                Finding.Kind.BLOB,
                layout.key().toString(),
                "lacks " + owed.size() + " of " + layout.scheme().shards() + " shards: "
                        + owed.stream()
                                .map(debt -> debt.shard() + " on " + debt.device() + " (" + debt.cause() + ")")
                                .collect(Collectors.joining(", ")));
    }

    /** A clock that goes back makes no scrub begin again and again. */
    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** It may have been deleted or moved while it was read. */
    private boolean isCurrent(Layout layout) {
        return ledger.find(layout.key()).filter(layout::equals).isPresent();
    }
}
