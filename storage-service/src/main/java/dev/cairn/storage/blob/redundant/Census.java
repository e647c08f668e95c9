package dev.cairn.storage.blob.redundant;

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

    Redundancy take() {
        devices.probe();
        var count = new Redundancy.Count();
        var after = "";
        for (var page = ledger.list("", after, Ledger.PAGE);
                !page.isEmpty();
                page = ledger.list("", after, Ledger.PAGE)) {
            for (var layout : page) {
                count.add(layout.scheme(), lost(layout), 1);
            }
            after = page.getLast().key().toString();
        }
        return count.total();
    }

    private int lost(Layout layout) {
        int lost = 0;
        for (int shard = 0; shard < layout.scheme().shards(); shard++) {
            lost += isThere(layout.devices().get(shard), layout.shard(shard)) ? 0 : 1;
        }
        return lost;
    }

    private boolean isThere(String name, ShardHeader shard) {
        var device = devices.named(name);
        return device != null && device.readable() && devices.verify(device, shard) == null;
    }
}
