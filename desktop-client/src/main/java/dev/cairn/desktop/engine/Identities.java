package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.apply.LocalObserver;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.watch.FolderWatch;

/** Gives things on disk other identities, in the trees and for the watch. */
final class Identities {
    private final Replica trees;
    private final FolderWatch watch;
    private final LocalObserver observer;
    private final ConflictNotes conflicts;
    private final Remainders remainders;
    private final Ids ids;

    Identities(
            Replica trees,
            FolderWatch watch,
            LocalObserver observer,
            ConflictNotes conflicts,
            Remainders remainders,
            Ids ids) {
        this.trees = trees;
        this.watch = watch;
        this.observer = observer;
        this.conflicts = conflicts;
        this.remainders = remainders;
        this.ids = ids;
    }

    /** It goes its own way from now on, without a base; under which identity. */
    NodeId detach(NodeId id) {
        var own = new NodeId(ids.next());
        if (trees.local().contains(id)) {
            adopt(id, own);
        }
        return own;
    }

    /** It is what the server calls {@code as}, if nothing here is that yet. */
    void adopt(NodeId id, NodeId as) {
        if (trees.local().contains(id) && !trees.local().contains(as)) {
            trees.synced().remove(id);
            trees.rename(id, as);
            watch.rename(id, as);
            observer.rename(id, as);
            remainders.rename(id, as);
            if (!trees.remote().contains(id)) {
                conflicts.rename(id, as);
            }
        }
    }
}
