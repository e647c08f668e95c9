package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some nodes of a space and everything above them: enough to say where a node is and whether it, or a folder it lies in, was
 * deleted. A view of the map it is given.
 */
public final class Ancestry {
    /** Most folders above a node, the root among them. */
    static final int DEPTH_MAX = 1_000;
    /** Most bytes of UTF-8 in a path, a slash for each name. */
    static final int PATH_BYTES_MAX = 16_384;
    /** Trees of the first versions can be deeper than {@link #DEPTH_MAX}; a walk longer than this would be a cycle, which cannot be. */
    private static final int STEPS_MAX = 1_000_000;

    private final Map<NodeId, NodeRow> rows;

    public Ancestry(Map<NodeId, NodeRow> rows) {
        this.rows = rows;
    }

    /** A node of the map. */
    public @Nullable NodeRow get(NodeId id) {
        return rows.get(id);
    }

    /** What lies above, from the parent up to the root; less when something above is missing. */
    public List<NodeRow> above(NodeRow node) {
        var above = new ArrayList<NodeRow>();
        for (var next = parentOf(node); next != null; next = parentOf(next)) {
            above.add(next);
            if (above.size() > STEPS_MAX) {
                throw new IllegalStateException("folder " + node.id() + " lies in itself");
            }
        }
        return above;
    }

    /** How far down the node is, and how long its path. */
    Reach reach(NodeRow node) {
        var above = above(node);
        long bytes = 0;
        var next = node;
        for (var folder : above) {
            bytes += Names.utf8(next.name()).length + 1;
            next = folder;
        }
        return new Reach(above.size(), bytes);
    }

    /** Whether neither the node nor anything above it is deleted. */
    public boolean live(NodeRow node) {
        if (node.trashed() != null) {
            return false;
        }
        var top = node;
        for (var folder : above(node)) {
            if (folder.trashed() != null) {
                return false;
            }
            top = folder;
        }
        return top.parent() == null;
    }

    /** Whether the node is {@code folder} or lies in it. */
    public boolean within(NodeRow node, NodeId folder) {
        return node.id().equals(folder)
                || above(node).stream().anyMatch(row -> row.id().equals(folder));
    }

    /** The names from the root, without leading slash; empty for the root. */
    public String path(NodeRow node) {
        var path = new StringBuilder(node.name());
        for (var folder : above(node)) {
            if (folder.parent() != null) {
                path.insert(0, '/').insert(0, folder.name());
            }
        }
        return path.toString();
    }

    private @Nullable NodeRow parentOf(NodeRow node) {
        return node.parent() == null ? null : rows.get(node.parent());
    }
}
