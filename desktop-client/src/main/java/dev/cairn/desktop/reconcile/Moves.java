package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.Tree;
import dev.cairn.desktop.index.TreeEntry;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that want a place on one side, settled one after the other as places become free. Where some wait for each other in a
 * circle, one is parked under a name nobody else has.
 */
abstract sealed class Moves<N extends TreeEntry> permits HereSteps, ThereSteps {
    /** Where everything is once the steps so far are done. */
    final Places places;

    private final Map<NodeId, N> open = new LinkedHashMap<>();
    private final Set<NodeId> parked = new HashSet<>();

    Moves(Tree<? extends TreeEntry> side) {
        this.places = new Places(side);
    }

    /** True when the node needs no more thought in this plan, or something else was changed for it. */
    abstract boolean settle(N wanted);

    /** Whether the node is there already and only moves. */
    abstract boolean isMoved(NodeId id);

    /** Plans a move. */
    abstract void move(NodeId id, NodeId parent, String name);

    void want(Map<NodeId, N> nodes) {
        open.putAll(nodes);
    }

    void want(N node) {
        open.put(node.id(), node);
    }

    @Nullable
    N wanted(NodeId id) {
        return open.get(id);
    }

    boolean isOpen(NodeId id) {
        return open.containsKey(id);
    }

    boolean isParked(NodeId id) {
        return parked.contains(id);
    }

    boolean close(NodeId id) {
        open.remove(id);
        return true;
    }

    void settleAll() {
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

    private boolean parkOneOfACircle() {
        var id = Waits.inCircle(open.keySet(), this::waitsFor, each -> isMoved(each) && !parked.contains(each));
        return id != null && park(id);
    }

    private @Nullable NodeId waitsFor(NodeId id) {
        var wanted = open.get(id);
        if (wanted == null || wanted.parent() == null) {
            return null;
        }
        if (!places.contains(wanted.parent())) {
            return wanted.parent();
        }
        if (places.isWithin(wanted.parent(), id)) {
            for (var at = wanted.parent(); at != null && !at.equals(id); at = places.parent(at)) {
                if (open.containsKey(at)) {
                    return at;
                }
            }
            return null;
        }
        var occupant = places.occupant(wanted.parent(), wanted.name());
        if (occupant == null || open.containsKey(occupant)) {
            return occupant;
        }
        // Perhaps a folder that goes as soon as the last of these is out of it.
        for (var inside : open.keySet()) {
            if (places.contains(inside) && places.isWithin(inside, occupant)) {
                return inside;
            }
        }
        return null;
    }

    private boolean park(NodeId id) {
        var wanted = open.get(id);
        var home = wanted == null ? null : wanted.parent();
        var parent = home != null && places.contains(home) && !places.isWithin(home, id) ? home : places.parent(id);
        return parent != null && park(id, parent);
    }

    boolean park(NodeId id, NodeId parent) {
        if (!parked.add(id)) {
            return false;
        }
        var name = "cairn-moving-" + id;
        move(id, parent, name);
        places.put(id, parent, name);
        return true;
    }
}
