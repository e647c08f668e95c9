package dev.cairn.storage.blob.redundant;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.job.Progress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads every byte of every shard and owes those that are not what was written: what is new first, then what was verified longest
 * ago. Where it stands is in the ledger, so a restart goes on.
 */
final class Scrub {
    private final Devices devices;
    private final Ledger ledger;
    private final ShardReads reads;
    private final InstantSource clock;
    private final Throttle throttle;
    private final Stop stop;

    Scrub(Devices devices, Ledger ledger, ShardReads reads, InstantSource clock, Throttle throttle, Stop stop) {
        this.devices = devices;
        this.ledger = ledger;
        this.reads = reads;
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

    /** Verifies up to {@code blobsMax} blobs that were not verified since. Progress is in bytes of devices. */
    Round verify(Instant before, long blobsMax, Progress progress) {
        var total = new Round(0, 0, 0);
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
        long bytes = 0;
        var owed = new ArrayList<Debt>();
        var whole = new ArrayList<Integer>();
        for (int shard = 0; shard < layout.scheme().shards(); shard++) {
            var header = layout.shard(shard);
            var failure = look(layout.devices().get(shard), header);
            if (failure == null) {
                bytes += header.storedLength();
                whole.add(shard);
            } else {
                owed.add(reads.owed(layout, shard, failure));
            }
        }
        if (!owed.isEmpty() && isCurrent(layout)) {
            progress.found(lacking(layout, owed));
            ledger.owe(owed);
        }
        ledger.verified(layout, whole, latest(before, clock.instant()));
        return new Round(1, bytes, owed.size());
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

    private @Nullable String look(String name, ShardHeader header) {
        var device = devices.named(name);
        if (device == null || !device.readable()) {
            return "device " + name + " was down when it was to be verified";
        }
        var failure = devices.verify(device, header);
        return failure == null ? null : String.valueOf(failure.getMessage());
    }
}
