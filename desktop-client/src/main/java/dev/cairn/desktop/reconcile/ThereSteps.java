package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Orders what is to happen on the server. Names the server gave to somebody else are left to {@link HereSteps} to settle. */
final class ThereSteps {
    private final Replica trees;
    private final Predicate<NodeId> busy;
    private final Intents intents;
    private final Places there;
    private final Map<NodeId, LocalNode> open = new LinkedHashMap<>();
    private final Set<NodeId> parked = new HashSet<>();
    private final Set<NodeId> removed = new HashSet<>();

    final List<Step> journal = new ArrayList<>();
    final List<Step> edits = new ArrayList<>();

    ThereSteps(Replica trees, Predicate<NodeId> busy, Intents intents) {
        this.trees = trees;
        this.busy = busy;
        this.intents = intents;
        this.there = new Places(trees.remote());
    }

    void order() {
        open.putAll(intents.moveThere);
        open.putAll(intents.createThere);
        boolean progress = !open.isEmpty();
        while (progress) {
            progress = false;
            for (var wanted : List.copyOf(open.values())) {
                if (open.containsKey(wanted.id()) && settle(wanted)) {
                    progress = true;
                }
            }
            progress = progress || parkOneOfACircle();
        }
        for (var id : intents.removeThere) {
            var parent = there.parent(id);
            if (parent != null && !intents.removeThere.contains(parent)) {
                remove(id);
            }
        }
    }

    private boolean settle(LocalNode wanted) {
        var id = wanted.id();
        var parent = Objects.requireNonNull(wanted.parent());
        var openParent = open.get(parent);
        if (openParent != null && intents.createThere.containsKey(parent)) {
            settle(openParent);
        }
        if (!there.contains(parent) || there.isWithin(parent, id)) {
            return false;
        }
        var occupant = there.occupant(parent, wanted.name());
        if (occupant != null && !occupant.equals(id)) {
            if (intents.removeThere.contains(occupant)) {
                remove(occupant);
            } else {
                return madeAnew(wanted, occupant);
            }
        }
        if (!intents.createThere.containsKey(id)) {
            edits.add(new Step.MoveRemote(id, parent, wanted.name()));
        } else if (wanted.folder()) {
            edits.add(new Step.CreateFolder(id, parent, wanted.name()));
        } else {
            intents.uploads.add(new Step.Upload(id));
        }
        there.put(id, parent, wanted.name());
        open.remove(id);
        return true;
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
            open.remove(wanted.id());
        }
        return same;
    }

    private void remove(NodeId id) {
        if (removed.add(id)) {
            edits.add(new Step.DeleteRemote(id));
            there.remove(id);
        }
    }

    private boolean parkOneOfACircle() {
        var id = Waits.inCircle(
                open.keySet(), this::waitsFor, each -> intents.moveThere.containsKey(each) && !parked.contains(each));
        return id != null && park(id);
    }

    private @Nullable NodeId waitsFor(NodeId id) {
        var wanted = open.get(id);
        if (wanted == null || wanted.parent() == null) {
            return null;
        }
        if (!there.contains(wanted.parent())) {
            return wanted.parent();
        }
        if (there.isWithin(wanted.parent(), id)) {
            for (var at = wanted.parent(); at != null && !at.equals(id); at = there.parent(at)) {
                if (open.containsKey(at)) {
                    return at;
                }
            }
            return null;
        }
        var occupant = there.occupant(wanted.parent(), wanted.name());
        if (occupant == null || open.containsKey(occupant)) {
            return occupant;
        }
        // Perhaps a folder that goes as soon as the last of these is out of it.
        for (var inside : open.keySet()) {
            if (there.contains(inside) && there.isWithin(inside, occupant)) {
                return inside;
            }
        }
        return null;
    }

    private boolean park(NodeId id) {
        var wanted = open.get(id);
        var home = wanted == null ? null : wanted.parent();
        var parent = home != null && there.contains(home) && !there.isWithin(home, id) ? home : there.parent(id);
        return parent != null && park(id, parent);
    }

    private boolean park(NodeId id, NodeId parent) {
        if (!parked.add(id)) {
            return false;
        }
        var name = HereSteps.parkingName(id);
        edits.add(new Step.MoveRemote(id, parent, name));
        there.put(id, parent, name);
        return true;
    }
}
