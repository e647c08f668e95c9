package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of things on disk that belong to folders which are not selected. They leave this disk as soon as the server has
 * all that is in them; what somebody changed is sent first. What only this disk has stays, and the folder around it.
 */
final class Leaving {
    enum Fate {
        /** Nothing of the server's is left in it, only what this disk alone has. */
        STAYS,
        /** The server has what it ever got of it: that is removed here. */
        GOING,
        /** Something in it has to be sent, read or moved before. */
        WAIT
    }

    private final Replica trees;
    private final Predicate<NodeId> busy;
    private final Scope scope;
    private final Map<NodeId, Fate> fates = new HashMap<>();

    Leaving(Replica trees, Predicate<NodeId> busy, Scope scope) {
        this.trees = trees;
        this.busy = busy;
        this.scope = scope;
    }

    boolean isUnselected(NodeId id) {
        return scope.unselected().test(id);
    }

    /** Of something on disk. */
    Fate fate(NodeId id) {
        var known = fates.get(id);
        if (known == null) {
            known = judge(id);
            fates.put(id, known);
        }
        return known;
    }

    private Fate judge(NodeId id) {
        var local = Objects.requireNonNull(trees.local().get(id));
        var remote = trees.remote().get(id);
        var synced = trees.synced().get(id);
        if (busy.test(id)) {
            return Fate.WAIT;
        }
        if (remote == null) {
            return synced == null || isLeftBehind(local) ? Fate.STAYS : Fate.WAIT;
        }
        if (!isUnselected(id) || isToldFirst(remote, local, synced) || isCarried(local)) {
            return Fate.WAIT;
        }
        if (!local.folder()) {
            return !isThere(remote, local, synced) ? Fate.WAIT : scope.keeping().test(id) ? Fate.STAYS : Fate.GOING;
        }
        return trees.local().children(id).values().stream()
                .map(this::fate)
                .max(Fate::compareTo)
                .orElse(Fate.GOING);
    }

    /** Whether the server deleted it, and it is here for the sake of what a rule is about. */
    private boolean isLeftBehind(LocalNode local) {
        if (!local.folder()) {
            return scope.keeping().test(local.id());
        }
        var children = trees.local().children(local.id()).values();
        return !children.isEmpty() && children.stream().allMatch(child -> fate(child) == Fate.STAYS);
    }

    /** The server has these bytes, or had them when both sides last agreed, and knows of their time. */
    private static boolean isThere(RemoteNode remote, LocalNode local, @Nullable SyncedNode synced) {
        if (local.has(remote.fileState().content())) {
            return !Attributes.of(remote, local, synced).goThere();
        }
        return synced != null && local.has(synced.fileState().content());
    }

    /** Somebody moved it on this disk, and the server can take that: out of the unselected folder, or to a free name in it. */
    boolean isToldFirst(RemoteNode remote, LocalNode local, @Nullable SyncedNode synced) {
        var parent = local.parent();
        if (synced == null || parent == null || !remote.samePlace(synced) || local.samePlace(remote)) {
            return false;
        }
        return !isInside(local) || (trees.remote().contains(parent) && isFree(parent, local.name()));
    }

    /** Whether it lies in a folder of which that is true: once the server knows, it may be in one that is selected. */
    boolean isCarried(LocalNode local) {
        for (var at = local.parent(); at != null && isUnselected(at); ) {
            var folder = trees.local().get(at);
            var remote = trees.remote().get(at);
            if (folder == null) {
                return false;
            }
            if (remote != null && isToldFirst(remote, folder, trees.synced().get(at))) {
                return true;
            }
            at = folder.parent();
        }
        return false;
    }

    private boolean isFree(NodeId parent, String name) {
        return trees.remote().child(parent, name) == null;
    }

    /** Whether the folder it lies in, as far up as the server knows one, is not selected. */
    boolean isInside(LocalNode local) {
        for (var at = local.parent(); at != null; ) {
            if (trees.remote().contains(at)) {
                return isUnselected(at);
            }
            var folder = trees.local().get(at);
            at = folder == null ? null : folder.parent();
        }
        return false;
    }

    /** Whether it lies, all the way up, where it was agreed to be in a folder that is not selected. */
    boolean isWhereAgreed(LocalNode local) {
        for (@Nullable LocalNode at = local; at != null && isUnselected(at.id()); ) {
            var synced = trees.synced().get(at.id());
            if (synced == null || !synced.samePlace(at)) {
                return false;
            }
            var parent = at.parent();
            at = parent == null ? null : trees.local().get(parent);
        }
        return true;
    }

    /** Whether on the server its name belongs to something that is not selected here. */
    boolean isNameTaken(LocalNode local) {
        var parent = local.parent();
        var owner = parent == null ? null : trees.remote().child(parent, local.name());
        return owner != null && !owner.equals(local.id()) && isUnselected(owner);
    }

    /** Whether it lies where it cannot be on the server: under a name, its own or one above, of something not selected or left over from it. */
    boolean isBarred(LocalNode local) {
        for (@Nullable LocalNode at = local; at != null; ) {
            if (isNameTaken(at) || scope.remainders().test(at.id())) {
                return true;
            }
            var parent = at.parent();
            at = parent == null || trees.remote().contains(parent)
                    ? null
                    : trees.local().get(parent);
        }
        return false;
    }

    /** Whether there is something in it that no ignore rule is about, nor one that keeps something here. */
    boolean holdsOwn(NodeId id) {
        var local = Objects.requireNonNull(trees.local().get(id));
        if (scope.leftOut().test(id)) {
            return false;
        }
        if (!local.folder()) {
            return !scope.keeping().test(id);
        }
        var children = trees.local().children(id).values();
        return children.isEmpty() || children.stream().anyMatch(this::holdsOwn);
    }
}
