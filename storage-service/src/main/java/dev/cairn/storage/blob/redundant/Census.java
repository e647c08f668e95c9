package dev.cairn.storage.blob.redundant;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.job.Progress;
import java.util.ArrayList;

/**
 * Counts what devices really hold: looks at every device, reads every byte of every recorded shard, and believes no debts. Nothing is
 * called repaired before this says so.
 */
final class Census {
    private final Devices devices;
    private final Ledger ledger;

    Census(Devices devices, Ledger ledger) {
        this.devices = devices;
        this.ledger = ledger;
    }

    /** Progress is in bytes of devices; what is not whole is found. */
    Redundancy take(Progress progress) {
        devices.probe();
        progress.begin(bytes(), "bytes", "counting what devices really hold");
        var count = new Redundancy.Count();
        var after = "";
        for (var page = ledger.list("", after, Ledger.PAGE);
                !page.isEmpty();
                page = ledger.list("", after, Ledger.PAGE)) {
            for (var layout : page) {
                progress.checkpoint();
                count.add(layout.scheme(), lost(layout, progress), 1);
                progress.advance(layout.storedBytes());
            }
            after = page.getLast().key().toString();
        }
        return count.total();
    }

    private long bytes() {
        return ledger.loads().values().stream()
                .mapToLong(Ledger.DeviceLoad::bytes)
                .sum();
    }

    private int lost(Layout layout, Progress progress) {
        var lost = new ArrayList<String>();
        for (int shard = 0; shard < layout.scheme().shards(); shard++) {
            var device = layout.devices().get(shard);
            if (!isThere(device, layout.shard(shard))) {
                lost.add(shard + " on " + device);
            }
        }
        if (!lost.isEmpty()) {
            int spare = layout.scheme().parityShards() - lost.size();
            progress.found(new Finding(
                    Finding.Kind.BLOB,
                    layout.key().toString(),
                    (spare < 0 ? "cannot be read now, it lacks shards " : "lacks shards ") + String.join(", ", lost)));
        }
        return lost.size();
    }

    private boolean isThere(String name, ShardHeader shard) {
        var device = devices.named(name);
        return device != null && device.readable() && devices.verify(device, shard) == null;
    }
}
