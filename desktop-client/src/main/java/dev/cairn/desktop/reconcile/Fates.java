package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.TreeEntry;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What becomes of nodes that one side deleted and the other still has. Edit beats delete, and so does a move: both say that
 * somebody still wants the file.
 */
final class Fates {
    enum Fate {
        /** Unchanged since agreed on, with everything in it: the deletion wins. */
        GOING,
        /** Cannot be said yet: something in it is being moved, sent or looked at. */
        WAIT,
        /** Somebody worked on it or put something in it: it stays. */
        KEEP
    }

    private final Replica trees;
    private final Predicate<NodeId> busy;
    private final Scope scope;
    private final Map<NodeId, Fate> here = new HashMap<>();
    private final Map<NodeId, Fate> there = new HashMap<>();
    private final Set<NodeId> looks = new LinkedHashSet<>();

    Fates(Replica trees, Predicate<NodeId> busy, Scope scope) {
        this.trees = trees;
        this.busy = busy;
        this.scope = scope;
    }

    /** Files whose bytes decide. */
    Set<NodeId> looks() {
        return looks;
    }

    /** Of a node on disk that the server no longer has. */
    Fate here(NodeId id) {
        var known = here.get(id);
        if (known == null) {
            known = judgeHere(id);
            here.put(id, known);
        }
        return known;
    }

    private Fate judgeHere(NodeId id) {
        var local = Objects.requireNonNull(trees.local().get(id));
        var synced = trees.synced().get(id);
        var remote = trees.remote().get(id);
        if (busy.test(id)) {
            return Fate.WAIT;
        }
        if (synced == null) {
            return Fate.KEEP;
        }
        if (remote != null) {
            boolean broughtIn = !local.samePlace(synced) && remote.samePlace(synced);
            return broughtIn ? Fate.KEEP : Fate.WAIT;
        }
        if (local.folder()) {
            var fate = Fate.GOING;
            for (var child : trees.local().children(id).values()) {
                // What was never the server's says nothing about what becomes of the folder; it stays, and the folder
                // with it.
                if (!isLeftOut(child) && !scope.remainders().test(child)) {
                    fate = worse(fate, here(child));
                }
            }
            return fate;
        }
        if (!local.samePlace(synced)) {
            return Fate.KEEP;
        }
        if (local.content() == null) {
            looks.add(id);
            return Fate.WAIT;
        }
        return local.content().equals(synced.fileState().content()) ? Fate.GOING : Fate.KEEP;
    }

    /** Whether it is something a rule is about, or a folder with nothing else in it. */
    boolean isLeftOut(NodeId id) {
        if (scope.leftOut().test(id)) {
            return true;
        }
        var children = trees.local().children(id).values();
        return !trees.remote().contains(id)
                && !children.isEmpty()
                && children.stream().allMatch(this::isLeftOut);
    }

    /** Of a node on the server that is no longer on disk. */
    Fate there(NodeId id) {
        var known = there.get(id);
        if (known == null) {
            known = judgeThere(id);
            there.put(id, known);
        }
        return known;
    }

    private Fate judgeThere(NodeId id) {
        var remote = Objects.requireNonNull(trees.remote().get(id));
        var synced = trees.synced().get(id);
        var local = trees.local().get(id);
        if (busy.test(id)) {
            return Fate.WAIT;
        }
        if (synced == null || scope.unselected().test(id)) {
            // Nobody here sees it, so nobody here deletes it.
            return Fate.KEEP;
        }
        if (local != null) {
            // Where both moved it the server's place counts, so this is where it goes.
            return remote.samePlace(synced) ? Fate.WAIT : Fate.KEEP;
        }
        if (remote.folder()) {
            var fate = Fate.GOING;
            for (var child : trees.remote().children(id).values()) {
                fate = worse(fate, there(child));
            }
            return fate;
        }
        return edited(remote, synced) ? Fate.KEEP : Fate.GOING;
    }

    private static boolean edited(
            dev.cairn.desktop.index.RemoteNode remote, dev.cairn.desktop.index.SyncedNode synced) {
        return !((TreeEntry) remote).samePlace(synced)
                || !remote.fileState().content().equals(synced.fileState().content());
    }

    private static Fate worse(Fate one, Fate other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
