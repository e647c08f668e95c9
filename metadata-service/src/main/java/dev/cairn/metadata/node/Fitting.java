package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether things fit into a tree that has a greatest depth. A view of the rows it is given, as one transaction has them; what it
 * looks at is bounded for the whole transaction, which holds the lock of the space meanwhile.
 */
final class Fitting {
    /** Most folders that are looked at where folders go deeper. */
    private static final int FOLDERS_DEEPER_MAX = 500_000;
    /** Most steps from what this transaction changed up to its root: some seconds. */
    private static final long STEPS_MAX = 200_000_000;

    private static final Reach DEEPEST = new Reach(Ancestry.DEPTH_MAX, Ancestry.PATH_BYTES_MAX);
    /** Files are not looked at one by one: every folder may have one, of the longest name. */
    private static final Reach ANY_FILE = new Reach(1, Names.BYTES_MAX + 1);

    private final SpaceId space;
    private final JdbcTree store;
    private final Map<NodeId, NodeRow> rows;
    private final Set<NodeId> changed;
    private final Ancestry ancestry;
    private int foldersLeft = FOLDERS_DEEPER_MAX;
    private long stepsLeft = STEPS_MAX;

    /** @param changed those of the rows that the database does not have like this */
    Fitting(SpaceId space, JdbcTree store, Map<NodeId, NodeRow> rows, Set<NodeId> changed) {
        this.space = space;
        this.store = store;
        this.rows = rows;
        this.changed = changed;
        this.ancestry = new Ancestry(rows);
    }

    /** See {@link Tree#misfit}. */
    Optional<String> misfit(NodeRow node, NodeRow parent, String name) {
        var there = ancestry.reach(parent).into(name);
        if (!node.isFolder() || !rows.containsKey(node.id())) {
            return misfit(there);
        }
        var here = ancestry.reach(node);
        if (node.trashed() == null && there.isWithin(here)) {
            // Nothing in it gets deeper than it is. What comes out of the trash may: its folder was moved meanwhile.
            return Optional.empty();
        }
        var below = store.farthestBelow(space, changedFolders(node, here), foldersLeft);
        foldersLeft -= Math.min(below.folders(), foldersLeft + 1);
        if (foldersLeft < 0 || stepsLeft < 0) {
            return Optional.of("more than " + FOLDERS_DEEPER_MAX + " folders do not go deeper at once");
        }
        return misfit(there.plus(below.farthest()).plus(ANY_FILE));
    }

    private static Optional<String> misfit(Reach farthest) {
        if (farthest.isWithin(DEEPEST)) {
            return Optional.empty();
        }
        return Optional.of(
                farthest.levels() > DEEPEST.levels()
                        ? "too many folders in folders; at most " + DEEPEST.levels()
                        : "too long a path; at most " + DEEPEST.bytes() + " bytes");
    }

    /** A folder and those in it whose place the database does not know yet, as they reach from it. */
    private Map<NodeId, Reach> changedFolders(NodeRow folder, Reach here) {
        var folders = new HashMap<NodeId, Reach>();
        folders.put(folder.id(), new Reach(0, 0));
        for (var id : changed) {
            var row = Objects.requireNonNull(rows.get(id));
            if (stepsLeft >= 0 && row.isFolder() && row.trashed() == null && isWithin(row, folder)) {
                folders.put(id, ancestry.reach(row).from(here));
            }
        }
        return folders;
    }

    private boolean isWithin(NodeRow row, NodeRow folder) {
        var above = ancestry.above(row);
        stepsLeft -= 1 + above.size();
        return row.id().equals(folder.id())
                || above.stream().anyMatch(higher -> higher.id().equals(folder.id()));
    }
}
