package dev.cairn.desktop.index;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.Stamp;
import java.time.Instant;

/**
 * The three trees of one synced folder. Not thread-safe: the engine's control thread owns it.
 *
 * @param root the space's root folder, present in all three
 */
public record Replica(NodeId root, Tree<RemoteNode> remote, Tree<LocalNode> local, Tree<SyncedNode> synced) {
    /** Three empty trees. */
    public Replica(NodeId root) {
        this(root, new Tree<>(), new Tree<>(), new Tree<>());
    }

    /** Everything touched so far is in the journal; nothing less may be said, for a save that failed has to be repeated whole. */
    public void saved() {
        remote.saved();
        local.saved();
        synced.saved();
    }

    /** Puts the root into each tree that lacks it. */
    public void plant() {
        var stamp = new Stamp(Kind.FOLDER, 0, Instant.EPOCH, 0, Instant.EPOCH, Instant.EPOCH, false);
        if (!remote.contains(root)) {
            remote.put(new RemoteNode(root, null, "", 0, null));
        }
        if (!local.contains(root)) {
            local.put(new LocalNode(root, null, "", stamp, null));
        }
        if (!synced.contains(root)) {
            synced.put(new SyncedNode(root, null, "", null, stamp, true));
        }
    }

    /**
     * Gives a thing on disk another identity; what lies in it follows, and is where it was agreed to be. The old identity is no
     * longer local.
     */
    public void rename(NodeId from, NodeId to) {
        var node = local.get(from);
        if (node == null) {
            return;
        }
        var inside = local.children(from).values().stream().toList();
        local.remove(from);
        local.put(node.as(to));
        for (var child : inside) {
            var moved = local.get(child);
            if (moved != null) {
                local.put(moved.at(to, moved.name()));
            }
        }
        for (var child : synced.children(from).values().stream().toList()) {
            var agreed = synced.get(child);
            if (agreed != null) {
                synced.put(agreed.at(to, agreed.name()));
            }
        }
    }
}
