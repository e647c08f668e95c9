package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Orders what is to happen on the server. Names the server gave to somebody else are left to {@link HereSteps} to settle. */
final class ThereSteps extends Moves<LocalNode> {
    private final Replica trees;
    private final Predicate<NodeId> busy;
    private final Intents intents;
    private final Set<NodeId> removed = new HashSet<>();

    final List<Step> journal = new ArrayList<>();
    final List<Step> edits = new ArrayList<>();

    ThereSteps(Replica trees, Predicate<NodeId> busy, Intents intents) {
        super(trees.remote());
        this.trees = trees;
        this.busy = busy;
        this.intents = intents;
    }

    void order() {
        want(intents.moveThere);
        want(intents.createThere);
        settleAll();
        for (var id : intents.removeThere) {
            var parent = places.parent(id);
            if (parent != null && !intents.removeThere.contains(parent)) {
                remove(id);
            }
        }
    }

    @Override
    boolean settle(LocalNode wanted) {
        var id = wanted.id();
        var parent = Objects.requireNonNull(wanted.parent());
        var openParent = wanted(parent);
        if (openParent != null && intents.createThere.containsKey(parent)) {
            settle(openParent);
        }
        if (!places.contains(parent) || places.isWithin(parent, id)) {
            return false;
        }
        var occupant = places.occupant(parent, wanted.name());
        if (occupant != null && !occupant.equals(id)) {
            if (intents.removeThere.contains(occupant)) {
                remove(occupant);
            } else {
                return madeAnew(wanted, occupant);
            }
        }
        if (!intents.createThere.containsKey(id)) {
            move(id, parent, wanted.name());
        } else if (wanted.folder()) {
            edits.add(new Step.CreateFolder(id, parent, wanted.name()));
        } else {
            intents.uploads.add(new Step.Upload(id));
        }
        places.put(id, parent, wanted.name());
        return close(id);
    }

    /**
     * Deleted and made anew: a folder of which something is still wanted, and anything whose deletion is held, is what it was.
     */
    private boolean madeAnew(LocalNode wanted, NodeId occupant) {
        var remote = trees.remote().get(occupant);
        boolean same = intents.createThere.containsKey(wanted.id())
                && remote != null
                && remote.folder() == wanted.folder()
                && (wanted.folder() || intents.heldThere.contains(occupant))
                && !trees.local().contains(occupant)
                && trees.synced().contains(occupant)
                && !busy.test(occupant);
        if (same) {
            journal.add(new Step.Adopt(wanted.id(), occupant));
            close(wanted.id());
        }
        return same;
    }

    private void remove(NodeId id) {
        if (removed.add(id)) {
            edits.add(new Step.DeleteRemote(id));
            places.remove(id);
        }
    }

    @Override
    boolean isMoved(NodeId id) {
        return intents.moveThere.containsKey(id);
    }

    @Override
    void move(NodeId id, NodeId parent, String name) {
        edits.add(new Step.MoveRemote(id, parent, name));
    }
}
