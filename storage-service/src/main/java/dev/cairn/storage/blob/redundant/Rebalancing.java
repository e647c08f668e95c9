package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.job.Progress;
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

    /**
     * What one round did.
     *
     * @param moved shards
     * @param left shards that would be better elsewhere and could not be moved now, or were not come to
     */
    record Round(long moved, long left) {
        Round plus(Round other) {
            return new Round(moved + other.moved, left + other.left);
        }
    }

    /** Looks at every blob once. */
    Round run() {
        var total = new Round(0, 0);
        var after = "";
        for (var page = ledger.list("", after, Ledger.PAGE);
                !page.isEmpty();
                page = ledger.list("", after, Ledger.PAGE)) {
            for (var layout : page) {
                if (stop.isRequested()) {
                    return total.plus(new Round(0, 1));
                }
                if (!possible(layout).isEmpty()) {
                    total = total.plus(locks.locked(layout.key(), () -> move(layout.key())));
                }
            }
            after = page.getLast().key().toString();
        }
        return total;
    }

    /**
     * Moves what can be moved now from one device to the best that take it. Progress is in shards that were moved.
     *
     * @return also how many could not be moved
     */
    Round empty(Device device, Progress progress) {
        var total = new Round(0, 0);
        var after = "";
        for (var page = ledger.list("", after, Ledger.PAGE);
                !page.isEmpty();
                page = ledger.list("", after, Ledger.PAGE)) {
            for (var layout : page) {
                progress.checkpoint();
                if (stop.isRequested()) {
                    return total.plus(new Round(0, 1));
                }
                if (layout.devices().contains(device.name())) {
                    var round = locks.locked(layout.key(), () -> moveFrom(device, layout.key()));
                    progress.advance(round.moved());
                    total = total.plus(round);
                }
            }
            after = page.getLast().key().toString();
        }
        return total;
    }

    private Round moveFrom(Device device, BlobKey key) {
        var layout = ledger.find(key).orElse(null);
        int shard = layout == null ? -1 : layout.devices().indexOf(device.name());
        if (layout == null || shard < 0) {
            return new Round(0, 0);
        }
        try {
            return repair.moveAway(layout, shard) ? new Round(1, 0) : new Round(0, 1);
        } catch (BlobException e) {
            LOG.info("blob {} could not be moved from {} now: {}", key, device, e.getMessage());
            return new Round(0, 1);
        }
    }

    private Round move(BlobKey key) {
        var layout = ledger.find(key).orElse(null);
        if (layout == null) {
            return new Round(0, 0);
        }
        var wanted = possible(layout);
        long moved = 0;
        try {
            for (var move : wanted) {
                if (devices.fits(layout, move.shard(), move.to()) && repair.move(layout, move.shard(), move.to())) {
                    layout = layout.moved(move.shard(), move.to().name());
                    moved++;
                }
            }
        } catch (BlobException e) {
            LOG.info("blob {} could not be moved now: {}", key, e.getMessage());
        }
        return new Round(moved, wanted.size() - moved);
    }

    /** Without those to devices that take nothing now: when they do again, their state changes, and another round follows. */
    private List<Move> possible(Layout layout) {
        return moves(layout).stream().filter(move -> move.to().writable()).toList();
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
        // Within a domain first: no move then waits for another to make room in its domain.
        for (var within : List.of(true, false)) {
            for (var shards = misplaced.iterator(); shards.hasNext(); ) {
                int shard = shards.next();
                var from = devices.named(layout.devices().get(shard));
                free.stream()
                        .filter(device ->
                                !within || (from != null && device.domain().equals(from.domain())))
                        .findFirst()
                        .ifPresent(device -> {
                            free.remove(device);
                            shards.remove();
                            moves.add(new Move(shard, device));
                        });
            }
        }
        return moves;
    }
}
