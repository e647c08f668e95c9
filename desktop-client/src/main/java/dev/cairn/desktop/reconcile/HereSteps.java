package dev.cairn.desktop.reconcile;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Replica;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Orders what is to happen on disk, and settles who gets a name both sides want. */
final class HereSteps {
    private final Replica trees;
    private final Predicate<NodeId> busy;
    private final Intents intents;
    private final Places here;
    private final Map<NodeId, RemoteNode> open = new LinkedHashMap<>();
    private final Set<NodeId> decided = new HashSet<>();
    private final Set<NodeId> parked = new HashSet<>();
    private final Set<NodeId> unnesting = new HashSet<>();

    final List<Step> journal = new ArrayList<>();
    final List<Step> disk = new ArrayList<>();
    final Map<NodeId, String> unholdable = new HashMap<>();

    HereSteps(Replica trees, Predicate<NodeId> busy, Intents intents) {
        this.trees = trees;
        this.busy = busy;
        this.intents = intents;
        this.here = new Places(trees.local());
    }

    void order() {
        remove();
        open.putAll(intents.moveHere);
        open.putAll(intents.createHere);
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
    }

    /** Deletes what the server deleted; bytes that a new node of the server has too stay until that is here. */
    private void remove() {
        var wanted = new HashSet<ContentId>();
        for (var node : intents.createHere.values()) {
            if (!node.folder()) {
                wanted.add(node.fileState().content());
            }
        }
        for (var id : intents.removeHere) {
            var parent = here.parent(id);
            if (parent == null || !intents.removeHere.contains(parent)) {
                removeBelow(id, wanted);
            }
        }
    }

    private boolean removeBelow(NodeId id, Set<ContentId> wanted) {
        var synced = Objects.requireNonNull(trees.synced().get(id));
        if (!synced.folder()) {
            if (wanted.contains(synced.fileState().content())) {
                return false;
            }
        } else {
            boolean empty = true;
            for (var child : trees.local().children(id).values()) {
                empty &= removeBelow(child, wanted);
            }
            if (!empty) {
                return false;
            }
        }
        removeNow(id);
        return true;
    }

    private void removeNow(NodeId id) {
        if (decided.add(id)) {
            disk.add(new Step.RemoveLocal(id));
            here.remove(id);
        }
    }

    /** True when the node needs no more thought in this plan. */
    private boolean settle(RemoteNode wanted) {
        var id = wanted.id();
        var parent = Objects.requireNonNull(wanted.parent());
        var openParent = open.get(parent);
        if (openParent != null && intents.createHere.containsKey(parent)) {
            settle(openParent);
        }
        var problem = FileNames.problem(wanted.name(), parent.equals(trees.root()));
        if (problem != null) {
            unholdable.put(id, problem);
            return close(id);
        }
        if (!here.contains(parent)) {
            return false;
        }
        if (here.isWithin(parent, id)) {
            return breakNesting(id, parent);
        }
        var occupant = here.occupant(parent, wanted.name());
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
            disk.add(new Step.MoveLocal(id, parent, wanted.name()));
        }
        here.put(id, parent, wanted.name());
        return close(id);
    }

    private boolean close(NodeId id) {
        open.remove(id);
        return true;
    }

    /** The server put a folder into what is, here, one of its own subfolders: whoever was moved here goes back. */
    private boolean breakNesting(NodeId id, NodeId parent) {
        for (var at = parent; at != null && !at.equals(id); at = here.parent(at)) {
            var there = trees.remote().get(at);
            var place = here.place(at);
            if (there == null || place == null || busy.test(at) || Objects.equals(there.parent(), place.parent())) {
                continue;
            }
            var home = there.parent();
            if (home == null || open.containsKey(at)) {
                continue;
            }
            if (!here.contains(home)) {
                if (bringBack(home)) {
                    return true;
                }
                continue;
            }
            if (here.isWithin(home, at)) {
                if (unnesting.add(at)) {
                    boolean broken = breakNesting(at, home);
                    unnesting.remove(at);
                    if (broken) {
                        return true;
                    }
                }
                continue;
            }
            var occupant = here.occupant(home, there.name());
            if (occupant != null && open.containsKey(occupant) && !parked.contains(occupant)) {
                return park(occupant, Objects.requireNonNull(here.parent(occupant)));
            }
            if (occupant != null && !occupant.equals(at)) {
                clash(there, occupant);
                return false;
            }
            if (decided.add(at)) {
                intents.moveThere.remove(at);
                disk.add(new Step.MoveLocal(at, home, there.name()));
                here.put(at, home, there.name());
                return true;
            }
        }
        return false;
    }

    /** A folder deleted here, and the way to it, are needed again as a place to go back to. */
    private boolean bringBack(NodeId folder) {
        boolean added = false;
        for (var at = trees.remote().get(folder); at != null && !here.contains(at.id()); ) {
            if (busy.test(at.id()) || intents.createHere.containsKey(at.id())) {
                return added;
            }
            intents.removeThere.remove(at.id());
            intents.createHere.put(at.id(), at);
            open.put(at.id(), at);
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
        } else if (synced != null && remote == null && intents.removeHere.contains(occupant)) {
            if (canAdopt && hasBytes(synced.fileState().content(), wanted)) {
                adopt(occupant, wanted);
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
        open.remove(wanted.id());
    }

    private void setAside(NodeId occupant) {
        decided.add(occupant);
        disk.add(new Step.SetAside(occupant));
    }

    /** Two or more nodes want each other's names: one steps back to a name nobody else has. */
    private boolean parkOneOfACircle() {
        var id = Waits.inCircle(
                open.keySet(), this::waitsFor, each -> intents.moveHere.containsKey(each) && !parked.contains(each));
        return id != null && park(id);
    }

    private @Nullable NodeId waitsFor(NodeId id) {
        var wanted = open.get(id);
        if (wanted == null || wanted.parent() == null) {
            return null;
        }
        if (!here.contains(wanted.parent())) {
            return wanted.parent();
        }
        if (here.isWithin(wanted.parent(), id)) {
            for (var at = wanted.parent(); at != null && !at.equals(id); at = here.parent(at)) {
                if (open.containsKey(at)) {
                    return at;
                }
            }
            return null;
        }
        var occupant = here.occupant(wanted.parent(), wanted.name());
        if (occupant == null || open.containsKey(occupant)) {
            return occupant;
        }
        // Perhaps a folder that goes as soon as the last of these is out of it.
        for (var inside : open.keySet()) {
            if (here.contains(inside) && here.isWithin(inside, occupant)) {
                return inside;
            }
        }
        return null;
    }

    private boolean park(NodeId id) {
        var wanted = open.get(id);
        var home = wanted == null ? null : wanted.parent();
        var parent = home != null && here.contains(home) && !here.isWithin(home, id) ? home : here.parent(id);
        return parent != null && park(id, parent);
    }

    private boolean park(NodeId id, NodeId parent) {
        if (!parked.add(id)) {
            return false;
        }
        disk.add(new Step.MoveLocal(id, parent, parkingName(id)));
        here.put(id, parent, parkingName(id));
        return true;
    }

    static String parkingName(NodeId id) {
        return "cairn-moving-" + id;
    }
}
