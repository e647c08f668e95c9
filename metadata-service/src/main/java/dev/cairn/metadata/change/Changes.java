package dev.cairn.metadata.change;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Cursor;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.metadata.node.ChangeOrder;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.metadata.node.Paging;
import dev.cairn.metadata.space.SpaceEntry;
import dev.cairn.metadata.space.SpaceGate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What changed since a cursor. Sequences are given out under the space's lock, in commit order, so a reader that has seen one
 * has seen all before it: nothing ever appears behind a cursor.
 */
public final class Changes {
    private final TransactionOperations snapshot;
    private final SpaceGate gate;
    private final JdbcChanges changes;
    private final JdbcNodeRows rows;

    /** @param snapshot transactions in which all statements see the same state */
    Changes(TransactionOperations snapshot, SpaceGate gate, JdbcChanges changes, JdbcNodeRows rows) {
        this.snapshot = snapshot;
        this.gate = gate;
        this.changes = changes;
        this.rows = rows;
    }

    /**
     * One page. Needs the VIEWER role. A page may hold a few more entries than {@code limit}: folders changed later are told
     * before what lies in them.
     */
    public Delta since(SpaceId space, @Nullable String cursor, int limit) {
        int size = Paging.limit(limit, NodeApi.PAGE_MAX);
        return Objects.requireNonNull(snapshot.execute(_ -> {
            var entry = gate.enter(space, SpaceRole.VIEWER).space();
            var position = cursor == null ? null : Position.parse(cursor).orElse(null);
            if (position instanceof Position.After after && isKept(entry, after.cursor())) {
                return after(entry, after.cursor().sequence(), size);
            }
            if (position instanceof Position.Listing listing && isKept(entry, listing.start())) {
                return listing(entry, listing, size, false);
            }
            return listing(entry, new Position.Listing(entry.cursor(), null), size, true);
        }));
    }

    /** Whether the space remembers everything that happened since. A position of another history or of the future is not one. */
    private static boolean isKept(SpaceEntry space, Cursor cursor) {
        return cursor.epoch() == space.epoch()
                && cursor.sequence() >= space.keptSince()
                && cursor.sequence() <= space.sequence();
    }

    private Delta after(SpaceEntry space, long sequence, int size) {
        if (sequence == space.sequence()) {
            return new Delta(space.id(), List.of(), space.cursor().toString(), false, false);
        }
        var found = new ArrayList<>(changes.nodesAfter(space.id(), sequence, size + 1));
        found.addAll(changes.tombstonesAfter(space.id(), sequence, size + 1));
        found.sort(Comparator.comparingLong(NodeRow::sequence));
        boolean more = found.size() > size;
        var page = found.subList(0, Math.min(size, found.size()));
        var told = ChangeOrder.parentsFirst(page, rows.above(space.id(), page), folder -> folder.sequence() > sequence);
        var end = more ? space.cursor().at(page.getLast().sequence()) : space.cursor();
        return new Delta(space.id(), told, end.toString(), more, false);
    }

    private Delta listing(SpaceEntry space, Position.Listing listing, int size, boolean first) {
        var found = changes.nodesById(space.id(), listing.last(), size + 1);
        boolean more = found.size() > size;
        var page = found.subList(0, Math.min(size, found.size()));
        var above = rows.above(space.id(), page);
        var live = page.stream().filter(above::live).toList();
        var told = ChangeOrder.parentsFirst(live, above, folder -> isNews(folder, listing));
        if (more) {
            var next = new Position.Listing(listing.start(), page.getLast().id());
            return new Delta(space.id(), told, next.toString(), true, first);
        }
        return new Delta(
                space.id(), told, listing.start().toString(), listing.start().sequence() < space.sequence(), first);
    }

    /** A folder not listed yet, or perhaps not listed because it was in the trash when its turn was. */
    private static boolean isNews(NodeRow folder, Position.Listing listing) {
        return folder.sequence() > listing.start().sequence()
                || listing.last() == null
                || comparesGreater(folder.id(), listing.last());
    }

    /** As the database orders UUIDs: by their bytes. */
    private static boolean comparesGreater(NodeId one, NodeId other) {
        int high = Long.compareUnsigned(
                one.value().getMostSignificantBits(), other.value().getMostSignificantBits());
        return high > 0
                || (high == 0
                        && Long.compareUnsigned(
                                        one.value().getLeastSignificantBits(),
                                        other.value().getLeastSignificantBits())
                                > 0);
    }
}
