package dev.cairn.testkit.contract;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A device that believes what it is told, and fails when it is told of a node before its parent. */
final class ChangesReader {
    private static final int PAGE = 1000;

    /** One page of changes. */
    interface Pages {
        Delta after(@Nullable String cursor, int limit);
    }

    private final NodeId root;
    private final Pages pages;
    private final Map<NodeId, Node> nodes = new HashMap<>();
    private @Nullable String cursor;

    ChangesReader(NodeId root, Pages pages) {
        this.root = root;
        this.pages = pages;
    }

    ChangesReader pull() {
        return pull(PAGE);
    }

    ChangesReader pull(int limit) {
        for (boolean more = true; more; ) {
            var delta = pages.after(cursor, limit);
            if (delta.reset()) {
                nodes.clear();
            }
            delta.changes().forEach(this::take);
            cursor = delta.cursor();
            more = delta.more();
        }
        return this;
    }

    private void take(Change change) {
        switch (change) {
            case Change.Upserted upserted -> {
                var parent = upserted.node().parent();
                if (parent != null && !nodes.containsKey(parent) && !parent.equals(root)) {
                    throw new AssertionError("before its parent: " + upserted);
                }
                nodes.put(upserted.id(), upserted.node());
            }
            case Change.Removed removed -> remove(removed.id());
        }
    }

    private void remove(NodeId id) {
        nodes.remove(id);
        nodes.values().stream()
                .filter(node -> id.equals(node.parent()))
                .map(Node::id)
                .toList()
                .forEach(this::remove);
    }

    /** Paths of all it knows, the root left out, in order. */
    List<String> paths() {
        return nodes.values().stream()
                .filter(node -> !node.id().equals(root))
                .map(this::path)
                .sorted()
                .toList();
    }

    private String path(Node node) {
        var parent = node.parent();
        return parent == null || parent.equals(root)
                ? node.name()
                : path(Objects.requireNonNull(nodes.get(parent))) + "/" + node.name();
    }
}
