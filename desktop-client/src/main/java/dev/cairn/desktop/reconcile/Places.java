package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.Tree;
import dev.cairn.desktop.index.TreeEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where nodes are once the steps planned so far are done: a tree with changes laid over it. */
final class Places {
    private static final int DEPTH_MAX = 10_000;

    record Place(@Nullable NodeId parent, String name) {}

    private final Tree<? extends TreeEntry> base;
    private final Map<NodeId, Optional<Place>> changed = new HashMap<>();
    private final Map<Place, Optional<NodeId>> slots = new HashMap<>();

    Places(Tree<? extends TreeEntry> base) {
        this.base = base;
    }

    @Nullable
    Place place(NodeId id) {
        var planned = changed.get(id);
        if (planned != null) {
            return planned.orElse(null);
        }
        var node = base.get(id);
        return node == null ? null : new Place(node.parent(), node.name());
    }

    boolean contains(NodeId id) {
        return place(id) != null;
    }

    @Nullable
    NodeId occupant(NodeId parent, String name) {
        var planned = slots.get(new Place(parent, name));
        return planned == null ? base.child(parent, name) : planned.orElse(null);
    }

    void put(NodeId id, NodeId parent, String name) {
        remove(id);
        var place = new Place(parent, name);
        changed.put(id, Optional.of(place));
        slots.put(place, Optional.of(id));
    }

    void remove(NodeId id) {
        var before = place(id);
        if (before != null && before.parent() != null) {
            if (id.equals(occupant(before.parent(), before.name()))) {
                slots.put(before, Optional.empty());
            }
        }
        changed.put(id, Optional.empty());
    }

    @Nullable
    NodeId parent(NodeId id) {
        var place = place(id);
        return place == null ? null : place.parent();
    }

    boolean isWithin(NodeId id, NodeId ancestor) {
        @Nullable NodeId at = id;
        for (int depth = 0; depth < DEPTH_MAX && at != null; depth++) {
            if (at.equals(ancestor)) {
                return true;
            }
            at = parent(at);
        }
        return false;
    }
}
