package dev.cairn.desktop.apply;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.Draft;
import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.fs.TargetChangedException;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.RemoteNode.FileState;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.reconcile.Step;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the steps of a plan that change the disk. Each looks again before it acts; what somebody changed meanwhile is
 * left alone ({@link TargetChangedException}). Nothing is durable before {@link #syncFolders}.
 */
public final class DiskSteps {
    private final Replica trees;
    private final LocalFiles files;
    private final ConflictNames names;
    private final Set<String> unsynced = new LinkedHashSet<>();
    private int conflicts;

    public DiskSteps(Replica trees, LocalFiles files, ConflictNames names) {
        this.trees = trees;
        this.files = files;
        this.names = names;
    }

    /** Conflict copies made so far. */
    public int conflicts() {
        return conflicts;
    }

    /** Carries out one step. */
    public void run(Step.OfDisk step, LocalDate today) throws IOException {
        switch (step) {
            case Step.SetAside aside -> setAside(aside.node(), today);
            case Step.MakeFolder make -> makeFolder(make);
            case Step.MoveLocal move -> move(move.node(), move.parent(), move.name());
            case Step.RemoveLocal remove -> remove(remove.node());
            case Step.TouchLocal touch -> touch(touch.node());
        }
    }

    /** Makes everything done since the last call survive a power cut. */
    public void syncFolders() throws IOException {
        for (var folder : unsynced) {
            files.syncFolder(folder);
        }
        unsynced.clear();
    }

    /** Gives a fetched file its name. False: the trees have moved on, the draft is of no use any more. */
    public boolean place(NodeId id, Draft draft, FileState fetched) throws IOException {
        var content = fetched.content();
        var remote = trees.remote().get(id);
        if (remote == null || remote.folder() || !remote.fileState().content().equals(content)) {
            return false;
        }
        // Time and executable bit may have changed while the bytes were fetched: agreed is what the draft was sealed
        // with.
        var agreed = new FileState(
                remote.fileState().version(), content, fetched.size(), fetched.modified(), fetched.executable());
        var local = trees.local().get(id);
        var synced = trees.synced().get(id);
        if (local == null) {
            var parent = Objects.requireNonNull(remote.parent());
            if (!trees.local().contains(parent) || trees.local().child(parent, remote.name()) != null) {
                return false;
            }
            var stamp = files.place(draft, path(parent, remote.name()), null);
            trees.local().put(new LocalNode(id, parent, remote.name(), stamp, content));
            trees.synced().put(new SyncedNode(id, parent, remote.name(), agreed, stamp, true));
            changedIn(parent);
            return true;
        }
        if (synced == null || !local.has(synced.fileState().content())) {
            return false;
        }
        var stamp = files.place(draft, path(id), local.stamp());
        trees.local().put(local.with(stamp, content));
        trees.synced().put(synced.with(agreed, stamp, true));
        changedIn(Objects.requireNonNull(local.parent()));
        return true;
    }

    private void makeFolder(Step.MakeFolder make) throws IOException {
        if (!trees.local().contains(make.parent())
                || trees.local().contains(make.node())
                || trees.local().child(make.parent(), make.name()) != null) {
            throw new TargetChangedException(make.name());
        }
        var remote = Objects.requireNonNull(trees.remote().get(make.node()));
        var stamp = files.makeFolder(path(make.parent(), make.name()));
        trees.local().put(new LocalNode(make.node(), make.parent(), make.name(), stamp, null));
        trees.synced().put(new SyncedNode(make.node(), remote.parent(), remote.name(), null, stamp, true));
        changedIn(make.parent());
    }

    private void setAside(NodeId id, LocalDate today) throws IOException {
        var local = required(id);
        move(id, Objects.requireNonNull(local.parent()), nameAside(local, today));
        conflicts++;
    }

    /** What something on disk is called if it is set aside now. */
    public String nameAside(LocalNode local, LocalDate today) {
        var parent = Objects.requireNonNull(local.parent());
        var taken = new HashSet<String>();
        trees.local().children(parent).keySet().forEach(name -> taken.add(ConflictNames.folded(name)));
        trees.remote().children(parent).keySet().forEach(name -> taken.add(ConflictNames.folded(name)));
        return names.nameFor(local.name(), local.folder(), today, name -> taken.contains(ConflictNames.folded(name)));
    }

    private void move(NodeId id, NodeId parent, String name) throws IOException {
        var local = required(id);
        // A node whose name was taken in the tree alone would never be seen to vanish.
        var occupant = trees.local().child(parent, name);
        if (!trees.local().contains(parent)
                || trees.local().isWithin(parent, id)
                || (occupant != null && !occupant.equals(id))) {
            throw new TargetChangedException(name);
        }
        var from = path(id);
        var present = files.stat(from);
        if (present == null || !present.sameObject(local.stamp())) {
            throw new TargetChangedException(from);
        }
        var stamp = files.rename(from, path(parent, name));
        var oldParent = Objects.requireNonNull(local.parent());
        boolean sameBytes = local.folder() || present.sameAs(local.stamp());
        trees.local().put(local.at(parent, name).with(stamp, sameBytes ? local.content() : null));
        var synced = trees.synced().get(id);
        if (synced != null) {
            var remote = trees.remote().get(id);
            var kept = sameBytes && present.sameAs(synced.stamp()) ? synced.seen(stamp) : synced;
            trees.synced().put(remote != null && remote.samePlace(required(id)) ? kept.at(parent, name) : kept);
        }
        changedIn(oldParent);
        changedIn(parent);
    }

    private void remove(NodeId id) throws IOException {
        var local = required(id);
        if (local.folder()) {
            if (!trees.local().children(id).isEmpty()) {
                throw new TargetChangedException(local.name());
            }
            files.removeFolder(path(id));
        } else {
            files.removeFile(path(id), local.stamp());
        }
        changedIn(Objects.requireNonNull(local.parent()));
        trees.local().remove(id);
        trees.synced().remove(id);
    }

    private void touch(NodeId id) throws IOException {
        var local = required(id);
        var remote = Objects.requireNonNull(trees.remote().get(id));
        var file = remote.fileState();
        Stamp stamp = files.touch(path(id), local.stamp(), file.modified(), file.executable());
        trees.local().put(local.with(stamp, local.content()));
        var synced = trees.synced().get(id);
        boolean settled = synced != null && synced.settled();
        trees.synced().put(new SyncedNode(id, remote.parent(), remote.name(), file, stamp, settled));
    }

    private LocalNode required(NodeId id) throws IOException {
        var local = trees.local().get(id);
        if (local == null) {
            throw new TargetChangedException(id.toString());
        }
        return local;
    }

    private void changedIn(NodeId folder) {
        var path = trees.local().path(folder);
        if (path != null) {
            unsynced.add(path);
        }
    }

    private String path(NodeId id) throws IOException {
        @Nullable String path = trees.local().path(id);
        if (path == null) {
            throw new TargetChangedException(id.toString());
        }
        return path;
    }

    private String path(NodeId folder, String name) throws IOException {
        return FileNames.join(path(folder), name);
    }
}
