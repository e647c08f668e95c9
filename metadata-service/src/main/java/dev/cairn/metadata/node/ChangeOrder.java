package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes changes out of rows so that no reader ever hears of a node before its parent: a folder changed after what lies in it
 * is told early (and again at its own place, if that is in a later page).
 */
public final class ChangeOrder {
    private ChangeOrder() {}

    /**
     * @param rows in sequence order
     * @param above everything above them
     * @param news which of those above the reader may not know
     */
    public static List<Change> parentsFirst(List<NodeRow> rows, Ancestry above, Predicate<NodeRow> news) {
        var changes = new ArrayList<Change>(rows.size());
        var told = new HashSet<NodeId>();
        for (var row : rows) {
            if (!above.live(row)) {
                changes.add(new Change.Removed(row.id(), row.sequence()));
                continue;
            }
            for (var folder : above.above(row).reversed()) {
                if (news.test(folder) && told.add(folder.id())) {
                    changes.add(new Change.Upserted(folder.view()));
                }
            }
            if (told.add(row.id())) {
                changes.add(new Change.Upserted(row.view()));
            }
        }
        return changes;
    }
}
