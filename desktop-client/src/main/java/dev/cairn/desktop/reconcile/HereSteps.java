package dev.cairn.desktop.reconcile;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Replica;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Orders what is to happen on disk, and settles who gets a name both sides want. */
final class HereSteps extends Moves<RemoteNode> {
    private final Replica trees;
    private final Predicate<NodeId> busy;
    private final Scope scope;
    private final Intents intents;
    private final Set<NodeId> decided = new HashSet<>();
    private final Set<NodeId> unnesting = new HashSet<>();

    final List<Step> journal = new ArrayList<>();
    final List<Step> disk = new ArrayList<>();
    final Map<NodeId, String> unholdable = new HashMap<>();

    HereSteps(Replica trees, Predicate<NodeId> busy, Scope scope, Intents intents) {
        super(trees.local());
        this.trees = trees;
        this.busy = busy;
        this.scope = scope;
        this.intents = intents;
    }

    void order() {
        remove();
        want(intents.moveHere);
        want(intents.createHere);
        settleAll();
    }

    /** Deletes what the server deleted, and what is not selected; bytes that a new node of the server has too stay until that is here. */
    private void remove() {
        var wanted = new HashSet<ContentId>();
        for (var node : intents.createHere.values()) {
            if (!node.folder()) {
                wanted.add(node.fileState().content());
            }
        }
        for (var id : intents.removeHere) {
            var parent = places.parent(id);
            if ((parent == null || !intents.removeHere.contains(parent))
                    && !scope.keeping().test(id)) {
                removeBelow(id, wanted);
            }
        }
    }

    private boolean removeBelow(NodeId id, Set<ContentId> wanted) {
        if (!intents.removeHere.contains(id)) {
            return false;
        }
        var local = Objects.requireNonNull(trees.local().get(id));
        if (!local.folder()) {
            if (local.content() != null && wanted.contains(local.content())) {
                return false;
            }
        } else {
            boolean empty = true;
            for (var child : trees.local().children(id).values()) {
                // A rule file whose deletion would send what it keeps here stays as long as that does.
                empty &= !scope.keeping().test(child) && removeBelow(child, wanted);
            }
            if (!empty) {
                return false;
            }
        }
        removeNow(id);
        return true;
    }

    private boolean isRemovedBelow(NodeId id) {
        return trees.local().subtree(id).stream().allMatch(intents.removeHere::contains);
    }

    private void removeNow(NodeId id) {
        if (decided.add(id)) {
            disk.add(new Step.RemoveLocal(id));
            places.remove(id);
        }
    }

    /** True when the node needs no more thought in this plan. */
    @Override
    boolean settle(RemoteNode wanted) {
        var id = wanted.id();
        var parent = Objects.requireNonNull(wanted.parent());
        var openParent = wanted(parent);
        if (openParent != null && intents.createHere.containsKey(parent)) {
            settle(openParent);
        }
        var problem = FileNames.problem(wanted.name(), parent.equals(trees.root()));
        if (problem != null) {
            unholdable.put(id, problem);
            return close(id);
        }
        if (!places.contains(parent)) {
            return false;
        }
        if (places.isWithin(parent, id)) {
            return breakNesting(id, parent);
        }
        var occupant = places.occupant(parent, wanted.name());
        if (occupant != null && !occupant.equals(id)) {
            return clash(wanted, occupant);
        }
        if (intents.createHere.containsKey(id)) {
            if (wanted.folder()) {
                disk.add(new Step.MakeFolder(id, parent, wanted.name()));
            } else {
                intents.downloads.add(new Step.Download(id));
            }
        } else {
            move(id, parent, wanted.name());
        }
        places.put(id, parent, wanted.name());
        return close(id);
    }

    /** The server put a folder into what is, here, one of its own subfolders: whoever was moved here goes back. */
    private boolean breakNesting(NodeId id, NodeId parent) {
        for (var at = parent; at != null && !at.equals(id); at = places.parent(at)) {
            var there = trees.remote().get(at);
            var place = places.place(at);
            if (there == null || place == null || busy.test(at) || Objects.equals(there.parent(), place.parent())) {
                continue;
            }
            var home = there.parent();
            if (home == null || isOpen(at)) {
                continue;
            }
            if (!places.contains(home)) {
                if (bringBack(home)) {
                    return true;
                }
                continue;
            }
            if (places.isWithin(home, at)) {
                if (unnesting.add(at)) {
                    boolean broken = breakNesting(at, home);
                    unnesting.remove(at);
                    if (broken) {
                        return true;
                    }
                }
                continue;
            }
            var occupant = places.occupant(home, there.name());
            if (occupant != null && isOpen(occupant) && !isParked(occupant)) {
                return park(occupant, Objects.requireNonNull(places.parent(occupant)));
            }
            if (occupant != null && !occupant.equals(at)) {
                clash(there, occupant);
                return false;
            }
            if (decided.add(at)) {
                intents.moveThere.remove(at);
                disk.add(new Step.MoveLocal(at, home, there.name()));
                places.put(at, home, there.name());
                return true;
            }
        }
        return false;
    }

    /** A folder deleted here, and the way to it, are needed again as a place to go back to. */
    private boolean bringBack(NodeId folder) {
        boolean added = false;
        for (var at = trees.remote().get(folder); at != null && !places.contains(at.id()); ) {
            if (busy.test(at.id()) || scope.unselected().test(at.id()) || intents.createHere.containsKey(at.id())) {
                return added;
            }
            intents.removeThere.remove(at.id());
            intents.createHere.put(at.id(), at);
            want(at);
            added = true;
            var parent = at.parent();
            at = parent == null ? null : trees.remote().get(parent);
        }
        return added;
    }

    /** Somebody else has the name on disk. True when that was settled for good; the node itself waits for the next plan. */
    private boolean clash(RemoteNode wanted, NodeId occupant) {
        var local = trees.local().get(occupant);
        if (local == null || busy.test(occupant) || decided.contains(occupant)) {
            return false;
        }
        boolean canAdopt = !trees.local().contains(wanted.id()) && local.folder() == wanted.folder();
        var synced = trees.synced().get(occupant);
        var remote = trees.remote().get(occupant);
        if (synced == null && remote == null) {
            if (canAdopt && local.folder()) {
                adopt(occupant, wanted);
            } else if (canAdopt && hasBytes(local.content(), wanted)) {
                adopt(occupant, wanted);
            } else if (canAdopt
                    && local.content() == null
                    && local.stamp().size() == wanted.fileState().size()) {
                intents.looks.add(occupant);
                decided.add(occupant);
            } else {
                setAside(occupant);
            }
        } else if (synced != null && remote == null && canAdopt && local.folder()) {
            // Deleted and made anew: a folder is its name. Its contents are judged one by one.
            adopt(occupant, wanted);
        } else if (intents.removeHere.contains(occupant)) {
            if (canAdopt && !local.folder() && hasBytes(local.content(), wanted)) {
                adopt(occupant, wanted);
            } else if (!isRemovedBelow(occupant)
                    && canAdopt
                    && scope.unselected().test(occupant)) {
                // What stays of it will be part of the new folder; the rest has to leave first, wanted bytes or not.
                removeBelow(occupant, Set.of());
            } else if (!isRemovedBelow(occupant)) {
                // Something that was never the server's lies in it.
                setAside(occupant);
            } else if (removeBelow(occupant, Set.of())) {
                return settle(wanted);
            }
        } else if (synced != null && remote != null && remote.samePlace(synced) && !local.samePlace(synced)) {
            setAside(occupant);
        }
        return false;
    }

    private static boolean hasBytes(@Nullable ContentId content, RemoteNode wanted) {
        return content != null && content.equals(wanted.fileState().content());
    }

    private void adopt(NodeId occupant, RemoteNode wanted) {
        decided.add(occupant);
        journal.add(new Step.Adopt(occupant, wanted.id()));
        close(wanted.id());
    }

    private void setAside(NodeId occupant) {
        decided.add(occupant);
        disk.add(new Step.SetAside(occupant));
    }

    @Override
    boolean isMoved(NodeId id) {
        return intents.moveHere.containsKey(id);
    }

    @Override
    void move(NodeId id, NodeId parent, String name) {
        disk.add(new Step.MoveLocal(id, parent, name));
    }
}
