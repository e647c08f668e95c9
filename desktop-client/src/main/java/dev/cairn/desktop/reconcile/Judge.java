package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.reconcile.Fates.Fate;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares the three states of every node. */
final class Judge {
    private final Replica trees;
    private final Predicate<NodeId> busy;
    private final Fates fates;
    private final boolean holdDeletions;
    private final Scope scope;
    private final RuleFiles ruleFiles;
    private final Leaving leaving;
    private final Intents intents = new Intents();

    Judge(Replica trees, Predicate<NodeId> busy, boolean holdDeletions, Scope scope) {
        this.trees = trees;
        this.busy = busy;
        this.holdDeletions = holdDeletions;
        this.scope = scope;
        this.ruleFiles = new RuleFiles(trees, scope);
        this.fates = new Fates(trees, busy, scope);
        this.leaving = new Leaving(trees, busy, scope);
    }

    Intents judge() {
        for (var remote : trees.remote().all()) {
            one(
                    remote.id(),
                    remote,
                    trees.local().get(remote.id()),
                    trees.synced().get(remote.id()));
        }
        for (var local : trees.local().all()) {
            if (!trees.remote().contains(local.id())) {
                one(local.id(), null, local, trees.synced().get(local.id()));
            }
        }
        for (var synced : trees.synced().all()) {
            if (!trees.remote().contains(synced.id()) && !trees.local().contains(synced.id())) {
                one(synced.id(), null, null, synced);
            }
        }
        intents.looks.addAll(fates.looks());
        return intents;
    }

    private void one(NodeId id, @Nullable RemoteNode remote, @Nullable LocalNode local, @Nullable SyncedNode synced) {
        if (id.equals(trees.root()) || busy.test(id)) {
            return;
        }
        if (remote != null && local != null && leaving.isUnselected(id)) {
            leaves(remote, local, synced);
        } else if (remote != null && local != null) {
            both(remote, local, synced);
        } else if (remote != null) {
            onlyThere(remote, synced);
        } else if (local != null) {
            onlyHere(local, synced);
        } else {
            intents.journal.add(new Step.Forget(id));
        }
    }

    private void onlyThere(RemoteNode remote, @Nullable SyncedNode synced) {
        if (leaving.isUnselected(remote.id())) {
            if (synced != null) {
                intents.journal.add(new Step.Forget(remote.id()));
            }
            return;
        }
        if (synced == null) {
            intents.createHere.put(remote.id(), remote);
            return;
        }
        switch (fates.there(remote.id())) {
            case KEEP -> intents.createHere.put(remote.id(), remote);
            case GOING -> (holdDeletions ? intents.heldThere : intents.removeThere).add(remote.id());
            case WAIT -> {}
        }
    }

    private void onlyHere(LocalNode local, @Nullable SyncedNode synced) {
        if (synced == null) {
            fresh(local);
            return;
        }
        var fate = fates.here(local.id());
        if (fate == Fate.KEEP) {
            // Where nobody wants the folder here, what somebody put into it is no reason to make it anew for everybody.
            boolean stays = leaving.isUnselected(local.id()) && leaving.isWhereAgreed(local);
            intents.journal.add(stays ? new Step.Part(local.id()) : new Step.Detach(local.id()));
        } else if (fate == Fate.GOING) {
            intents.removeHere.add(local.id());
        }
    }

    /** Something the server never had. */
    private void fresh(LocalNode local) {
        if (scope.leftOut().test(local.id())) {
            intents.leftOut++;
        } else if (scope.remainders().test(local.id())) {
            keep(
                    local,
                    "stayed here when its folder, which is not selected, left; rename it to send it, or select that");
        } else if (leaving.isNameTaken(local)) {
            keep(
                    local,
                    "is only on this device: the server has something of this name that is not selected here; rename"
                            + " this, or select that");
        } else if (leaving.isInside(local)) {
            // Of a folder only the folder is said, not what is in it.
            if (trees.remote().contains(Objects.requireNonNull(local.parent()))) {
                keep(local, "is not sent: its folder is not selected on this device");
            }
        } else if (!fates.isLeftOut(local.id()) && !ruleFiles.areAwaitedFor(local)) {
            intents.createThere.put(local.id(), local);
        }
    }

    private void both(RemoteNode remote, LocalNode local, @Nullable SyncedNode synced) {
        if (!remote.samePlace(local)) {
            if (synced != null && remote.samePlace(synced)) {
                moveThere(remote, local);
                return;
            }
            if (scope.keeping().test(remote.id())) {
                staysBehind(remote, local, synced);
                return;
            }
            // Both moved it, or nobody remembers who did: the server is the same for everybody.
            if (synced != null || sameBytes(remote, local)) {
                intents.moveHere.put(remote.id(), remote);
                return;
            }
        }
        if (remote.folder()) {
            if (synced == null || !synced.samePlace(remote) || !synced.stamp().sameObject(local.stamp())) {
                intents.journal.add(new Step.Agree(remote.id()));
            }
        } else {
            bytes(remote, local, synced);
        }
    }

    /** The server moved a rule file away from what it keeps on this disk only. */
    private void staysBehind(RemoteNode remote, LocalNode local, @Nullable SyncedNode synced) {
        var id = remote.id();
        if (local.content() == null) {
            intents.looks.add(id);
        } else if (local.has(remote.fileState().content())
                || (synced != null && local.has(synced.fileState().content()))) {
            intents.journal.add(new Step.LeaveBehind(id));
        } else {
            // Edited here: what is here is another file by now, and everybody gets both.
            intents.journal.add(new Step.Part(id));
        }
    }

    /** What was moved to where the server cannot have it comes back as it was; what is there is kept as something of its own. */
    private void moveThere(RemoteNode remote, LocalNode local) {
        var id = local.id();
        var parent = Objects.requireNonNull(local.parent());
        if (leaving.isBarred(local)) {
            intents.journal.add(new Step.Part(id));
        } else if (leaving.isUnselected(parent) && trees.remote().isWithin(parent, id)) {
            // On the server that folder lies in this one by now, and it does not come here to settle that.
            intents.moveHere.put(id, remote);
        } else {
            intents.moveThere.put(id, local);
        }
    }

    private void bytes(RemoteNode remote, LocalNode local, @Nullable SyncedNode synced) {
        var id = remote.id();
        boolean editedThere = synced == null
                || !remote.fileState().content().equals(synced.fileState().content());
        if (local.content() == null) {
            if (editedThere) {
                intents.looks.add(id);
            } else {
                intents.uploads.add(new Step.Upload(id));
            }
        } else if (local.content().equals(remote.fileState().content())) {
            attributes(remote, local, synced);
        } else if (!editedThere) {
            intents.uploads.add(new Step.Upload(id));
        } else if (synced != null && local.content().equals(synced.fileState().content())) {
            intents.downloads.add(new Step.Download(id));
        } else {
            intents.journal.add(new Step.Detach(id));
        }
    }

    private void attributes(RemoteNode remote, LocalNode local, @Nullable SyncedNode synced) {
        var id = remote.id();
        var attributes = Attributes.of(remote, local, synced);
        if (attributes.comeHere()) {
            intents.touchHere.add(new Step.TouchLocal(id));
        } else if (attributes.goThere()) {
            intents.touchThere.add(new Step.TouchRemote(id));
        } else if (synced == null
                || !synced.samePlace(remote)
                || !remote.fileState().equals(synced.file())
                || !local.stamp().sameAs(synced.stamp())) {
            intents.journal.add(new Step.Agree(id));
        }
    }

    /** It is on disk, and its folder is not selected. */
    private void leaves(RemoteNode remote, LocalNode local, @Nullable SyncedNode synced) {
        var id = remote.id();
        if (leaving.isToldFirst(remote, local, synced)) {
            moveThere(remote, local);
            return;
        }
        if (leaving.isCarried(local)) {
            return;
        }
        switch (leaving.fate(id)) {
            case GOING -> {
                if (scope.current()) {
                    intents.removeHere.add(id);
                }
            }
            // What is left has nothing to do with the server's folder any more; a rule file that was moved into it
            // stays as it was.
            case STAYS ->
                intents.journal.add(
                        remote.folder() || leaving.isInside(local) ? new Step.Part(id) : new Step.LeaveBehind(id));
            case WAIT -> {
                if (!remote.folder()) {
                    sendFirst(remote, local, synced);
                }
            }
        }
    }

    private void sendFirst(RemoteNode remote, LocalNode local, @Nullable SyncedNode synced) {
        var id = remote.id();
        boolean editedThere = synced == null
                || !remote.fileState().content().equals(synced.fileState().content());
        if (local.content() == null && editedThere) {
            intents.looks.add(id);
        } else if (local.has(remote.fileState().content())) {
            intents.touchThere.add(new Step.TouchRemote(id));
        } else if (!editedThere) {
            intents.uploads.add(new Step.Upload(id));
        } else {
            intents.journal.add(new Step.Detach(id));
        }
    }

    /** It is not sent. When all there is in it is ignored, nobody misses anything. */
    private void keep(LocalNode local, String why) {
        if (leaving.holdsOwn(local.id())) {
            intents.kept.put(local.id(), why);
        }
    }

    private static boolean sameBytes(RemoteNode remote, LocalNode local) {
        return remote.folder()
                || Objects.equals(local.content(), remote.fileState().content());
    }
}
