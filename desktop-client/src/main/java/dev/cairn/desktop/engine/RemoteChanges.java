package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.Cursor;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Replica;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings the remote tree up to what the server says. */
final class RemoteChanges {
    private final Replica trees;
    private final Identities identities;

    RemoteChanges(Replica trees, Identities identities) {
        this.trees = trees;
        this.identities = identities;
    }

    /** Applies a whole delta; returns the nodes it was about. */
    Set<NodeId> apply(List<Change> changes) {
        var about = new HashSet<NodeId>();
        for (var change : changes) {
            if (change instanceof Change.Upserted upserted) {
                about.add(change.id());
                seen(upserted.node());
            }
        }
        // Removals come last: what was moved out of a removed folder has left it by now.
        for (var change : changes) {
            if (change instanceof Change.Removed removed && !removed.id().equals(trees.root())) {
                var node = trees.remote().get(removed.id());
                if (node != null && node.sequence() < removed.sequence()) {
                    about.addAll(trees.remote().removeSubtree(removed.id()));
                }
            }
        }
        return about;
    }

    /** One node as the server said in a reply or a delta. */
    void seen(Node node) {
        if (node.id().equals(trees.root())) {
            return;
        }
        var known = trees.remote().get(node.id());
        if (known == null || known.sequence() <= node.sequence()) {
            trees.remote().put(RemoteNode.of(node));
        }
    }

    /**
     * A node as a reply says. A reply to a repeated request tells of the past: what the tree knows up to the cursor counts more,
     * for the node may be gone by now.
     */
    void answered(Node node, @Nullable String cursor) {
        var known = cursor == null ? null : Cursor.parse(cursor).orElse(null);
        if (known == null || node.sequence() > known.sequence()) {
            seen(node);
        }
    }

    /**
     * Replaces everything by a full listing. A listing of another history of the space than the one the base belongs to says
     * nothing about what was deleted: then the base is forgotten and both sides are merged.
     */
    void reset(List<Change> listing, @Nullable String before, String after) {
        var listed = new HashSet<NodeId>();
        for (var change : listing) {
            if (change instanceof Change.Upserted) {
                listed.add(change.id());
            }
        }
        boolean sameHistory = before != null && sameHistory(before, after);
        if (!sameHistory) {
            forgetBase();
            for (var local : List.copyOf(trees.local().all())) {
                if (!listed.contains(local.id()) && !local.id().equals(trees.root())) {
                    identities.detach(local.id());
                }
            }
        }
        for (var remote : List.copyOf(trees.remote().all())) {
            if (!remote.id().equals(trees.root())) {
                trees.remote().remove(remote.id());
            }
        }
        // What happened while the listing was read follows it.
        apply(listing);
    }

    /** From now on nothing counts as agreed: both sides are merged, nothing is deleted. */
    void forgetBase() {
        for (var synced : List.copyOf(trees.synced().all())) {
            if (!synced.id().equals(trees.root())) {
                trees.synced().remove(synced.id());
            }
        }
    }

    private static boolean sameHistory(String before, String after) {
        var one = Cursor.parse(before);
        var other = Cursor.parse(after);
        return one.isPresent()
                && other.isPresent()
                && one.get().epoch() == other.get().epoch();
    }
}
