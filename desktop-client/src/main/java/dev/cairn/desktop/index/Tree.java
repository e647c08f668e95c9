package dev.cairn.desktop.index;

import dev.cairn.contracts.id.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the three trees: nodes by id and by place. Remembers which ids changed since {@link #saved}, for the journal.
 * While a batch of changes goes in, two nodes may claim one name; the later one is found there. Not thread-safe.
 */
public final class Tree<N extends TreeEntry> {
    private static final int DEPTH_MAX = 10_000;

    private final Map<NodeId, N> nodes = new LinkedHashMap<>();
    private final Map<NodeId, Map<String, NodeId>> children = new HashMap<>();
    private final Set<NodeId> touched = new HashSet<>();

    /** The node; null when there is none. */
    public @Nullable N get(NodeId id) {
        return nodes.get(id);
    }

    /** Whether there is a node of this id. */
    public boolean contains(NodeId id) {
        return nodes.containsKey(id);
    }

    /** All nodes, the root too, in no order that matters. */
    public Collection<N> all() {
        return nodes.values();
    }

    /** How many nodes. */
    public int size() {
        return nodes.size();
    }

    /** Names and ids in a folder. */
    public Map<String, NodeId> children(NodeId folder) {
        return children.getOrDefault(folder, Map.of());
    }

    /** The node of this name in a folder; null when the name is free. */
    public @Nullable NodeId child(NodeId folder, String name) {
        return children(folder).get(name);
    }

    /** Adds or changes a node. */
    public void put(N node) {
        var before = nodes.put(node.id(), node);
        if (before != null && !before.samePlace(node)) {
            unlink(before);
        }
        var parent = node.parent();
        if (parent != null) {
            children.computeIfAbsent(parent, key -> new HashMap<>()).put(node.name(), node.id());
        }
        if (!node.equals(before)) {
            touched.add(node.id());
        }
    }

    /** Removes a node, not what is below it. */
    public void remove(NodeId id) {
        var before = nodes.remove(id);
        if (before != null) {
            unlink(before);
            touched.add(id);
        }
    }

    /** Removes a node and all below it; says which. */
    public List<NodeId> removeSubtree(NodeId id) {
        var gone = subtree(id);
        for (var each : gone) {
            remove(each);
        }
        return gone;
    }

    /** The node's id and the ids of all below it, folders before their contents. */
    public List<NodeId> subtree(NodeId id) {
        var result = new ArrayList<NodeId>();
        var queue = new ArrayDeque<NodeId>();
        queue.add(id);
        while (!queue.isEmpty()) {
            var next = queue.remove();
            result.add(next);
            queue.addAll(children(next).values());
        }
        return result;
    }

    /** Names from the root to the node, joined by slashes; empty for the root. Null when the node is not connected to a root. */
    public @Nullable String path(NodeId id) {
        var names = new ArrayDeque<String>();
        var node = nodes.get(id);
        for (int depth = 0; depth < DEPTH_MAX && node != null; depth++) {
            var parent = node.parent();
            if (parent == null) {
                return String.join("/", names);
            }
            names.addFirst(node.name());
            node = nodes.get(parent);
        }
        return null;
    }

    /** Whether {@code id} is {@code ancestor} or lies below it. */
    public boolean isWithin(NodeId id, NodeId ancestor) {
        @Nullable NodeId at = id;
        for (int depth = 0; depth < DEPTH_MAX && at != null; depth++) {
            if (at.equals(ancestor)) {
                return true;
            }
            var node = nodes.get(at);
            at = node == null ? null : node.parent();
        }
        return false;
    }

    /** Forgets everything. */
    public void clear() {
        touched.addAll(nodes.keySet());
        nodes.clear();
        children.clear();
    }

    /** Ids added, changed or removed since {@link #saved}. */
    public Set<NodeId> touched() {
        return Collections.unmodifiableSet(touched);
    }

    /** What was touched is in the journal. */
    void saved() {
        touched.clear();
    }

    /** Whether anything was touched since the last {@link #saved}. */
    public boolean isTouched() {
        return !touched.isEmpty();
    }

    private void unlink(N node) {
        var parent = node.parent();
        if (parent == null) {
            return;
        }
        var siblings = children.get(parent);
        if (siblings != null && siblings.remove(node.name(), node.id()) && siblings.isEmpty()) {
            children.remove(parent);
        }
    }
}
