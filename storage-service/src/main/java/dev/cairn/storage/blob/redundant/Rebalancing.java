package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves shards to where they would be put today: to devices that came, away from devices that are draining. A shard that is at
 * one of its blob's best devices stays, so no more moves than the share of what came or goes.
 */
final class Rebalancing {
    private static final Logger LOG = LoggerFactory.getLogger(Rebalancing.class);

    private final Devices devices;
    private final Ledger ledger;
    private final Repair repair;
    private final KeyLocks locks;
    private final Stop stop;

    Rebalancing(Devices devices, Ledger ledger, Repair repair, KeyLocks locks, Stop stop) {
        this.devices = devices;
        this.ledger = ledger;
        this.repair = repair;
        this.locks = locks;
        this.stop = stop;
    }

    /** A shard that would be better elsewhere. */
    record Move(int shard, Device to) {}

    /** Looks at every blob once; returns the shards moved. */
    long run() {
        long moved = 0;
        var after = "";
        for (var page = ledger.list("", after, Ledger.PAGE);
                !page.isEmpty();
                page = ledger.list("", after, Ledger.PAGE)) {
            for (var layout : page) {
                if (stop.isRequested()) {
                    return moved;
                }
                moved += moves(layout).isEmpty() ? 0 : locks.locked(layout.key(), () -> move(layout));
            }
            after = page.getLast().key().toString();
        }
        return moved;
    }

    private long move(Layout seen) {
        long moved = 0;
        try {
            for (var move : moves(seen)) {
                var layout = ledger.find(seen.key()).orElse(null);
                if (layout == null || layout.generation() != seen.generation()) {
                    return moved;
                }
                boolean fits = move.to().writable()
                        && !layout.devices().contains(move.to().name())
                        && Devices.hasRoom(move.to(), layout.shard(0).storedLength());
                moved += fits && repair.move(layout, move.shard(), move.to(), null) ? 1 : 0;
            }
        } catch (BlobException e) {
            LOG.info("blob {} could not be moved now: {}", seen.key(), e.getMessage());
        }
        return moved;
    }

    /** Pairs shards that are not at one of the best devices with best devices that have none, of the same domain first. */
    List<Move> moves(Layout layout) {
        var free = new ArrayList<>(devices.ideal(layout.key(), layout.scheme()));
        var misplaced = new ArrayList<Integer>();
        for (int shard = 0; shard < layout.scheme().shards(); shard++) {
            var name = layout.devices().get(shard);
            if (!free.removeIf(device -> device.name().equals(name))) {
                misplaced.add(shard);
            }
        }
        var moves = new ArrayList<Move>();
        for (int shard : misplaced) {
            var from = devices.named(layout.devices().get(shard));
            var to = free.stream()
                    .filter(device -> from != null && device.domain().equals(from.domain()))
                    .findFirst()
                    .or(() -> free.stream().findFirst());
            to.ifPresent(device -> {
                free.remove(device);
                moves.add(new Move(shard, device));
            });
        }
        return moves;
    }
}
