package dev.cairn.desktop.explain;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.explain.Explanation.State;
import dev.cairn.desktop.fs.DiskTrouble;
import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.ignore.PathRules;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.index.Tree;
import dev.cairn.desktop.index.TreeEntry;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks a path up in the trees, on disk and in the rules. What is on disk now counts more than what was seen there. */
public final class Explainer {
    private final Replica trees;
    private final LocalFiles files;
    private final PathRules rules;
    private final Map<String, String> problems;
    private final Set<NodeId> unselected;
    private final boolean held;

    /**
     * @param trees as the journal has them
     * @param problems paths with problems, and why, as the client said last
     * @param unselected folders that are not kept on this device
     * @param held whether deletions wait for a word
     */
    public Explainer(
            Replica trees,
            LocalFiles files,
            PathRules rules,
            Map<String, String> problems,
            Set<NodeId> unselected,
            boolean held) {
        this.trees = trees;
        this.files = files;
        this.rules = rules;
        this.problems = problems;
        this.unselected = unselected;
        this.held = held;
    }

    /** @param path from the synced folder on, names joined by slashes; empty for the folder itself */
    public Explanation explain(String path) {
        if (path.isEmpty()) {
            return Explanation.of(State.SYNCED, "it is the synced folder itself");
        }
        var first = path.split("/", 2)[0];
        if (first.equals(LocalFiles.MARKER) || first.equals(LocalFiles.WORK_FOLDER)) {
            return Explanation.of(State.INTERNAL, "the client keeps this for itself");
        }
        for (var at = path; !at.isEmpty(); at = FileNames.parent(at)) {
            var problem = problems.get(at);
            if (problem != null) {
                return Explanation.of(State.PROBLEM, at.equals(path) ? problem : at + ": " + problem);
            }
        }
        try {
            var there = node(trees.remote(), path);
            var stamp = files.stat(path);
            var leftOut = there == null ? null : leftOut(there);
            if (leftOut != null) {
                return Explanation.of(
                        State.UNSELECTED,
                        leftOut + " is not selected on this device"
                                + (stamp == null ? "" : "; what is here leaves once the server has all of it"));
            }
            return stamp == null ? missing(there) : present(path, stamp, there);
        } catch (IOException e) {
            return Explanation.of(State.PROBLEM, "it cannot be looked at: " + DiskTrouble.words(e));
        }
    }

    /** The path of the folder because of which it is not kept on this device; null when it is. */
    private @Nullable String leftOut(RemoteNode there) {
        for (@Nullable RemoteNode at = there; at != null; ) {
            if (unselected.contains(at.id())) {
                return trees.remote().path(at.id());
            }
            var parent = at.parent();
            at = parent == null ? null : trees.remote().get(parent);
        }
        return null;
    }

    private Explanation missing(@Nullable RemoteNode there) {
        if (there == null) {
            return Explanation.of(State.ABSENT, "there is nothing of this name, neither here nor on the server");
        }
        var synced = trees.synced().get(there.id());
        if (synced == null) {
            return Explanation.of(State.WAITING, "it is on the server and will be fetched");
        }
        var local = trees.local().get(there.id());
        if (local != null && !local.samePlace(synced)) {
            return Explanation.of(State.WAITING, "it is now " + trees.local().path(local.id()));
        }
        return held
                ? Explanation.of(State.HELD, "it is gone from this disk; deletions wait for confirm-deletes")
                : Explanation.of(State.WAITING, "it is gone from this disk and will be deleted on the server");
    }

    private Explanation present(String path, Stamp stamp, @Nullable RemoteNode there) {
        if (!stamp.kind().synced()) {
            return Explanation.of(
                    State.SKIPPED,
                    stamp.kind() == Kind.LINK ? "symbolic links are not synced yet" : "only files and folders are");
        }
        boolean folder = stamp.kind() == Kind.FOLDER;
        var local = node(trees.local(), path);
        var synced = local == null ? null : trees.synced().get(local.id());
        var remote = local == null ? null : trees.remote().get(local.id());
        if (local == null || (remote == null && synced == null)) {
            if (there != null && there.folder() == folder) {
                return Explanation.of(State.WAITING, "it is on the server too; both will be merged");
            }
            var rule = rules.ruling(path, folder);
            return rule == null
                    ? Explanation.of(State.WAITING, "the server does not have it yet")
                    : new Explanation(State.IGNORED, rule.toString(), rule);
        }
        if (remote == null) {
            return Explanation.of(State.WAITING, "it was deleted on the server; what is only here stays");
        }
        return known(stamp, local, remote, synced);
    }

    private static Explanation known(Stamp stamp, LocalNode local, RemoteNode remote, @Nullable SyncedNode synced) {
        if (synced == null) {
            return Explanation.of(State.WAITING, "both sides have it; they will be compared");
        }
        if (!remote.samePlace(local)) {
            return Explanation.of(State.WAITING, "it is being moved");
        }
        if (local.folder() && stamp.kind() == Kind.FOLDER) {
            return Explanation.of(State.SYNCED, null);
        }
        if (local.folder() || remote.folder() || !stamp.sameAs(synced.stamp())) {
            return Explanation.of(State.WAITING, "it was changed here and will be sent");
        }
        if (!remote.fileState().equals(synced.file())) {
            return Explanation.of(State.WAITING, "the server has a newer version, which will be fetched");
        }
        return Explanation.of(State.SYNCED, null);
    }

    private <N extends TreeEntry> @Nullable N node(Tree<N> tree, String path) {
        @Nullable NodeId at = trees.root();
        for (var name : path.split("/")) {
            at = at == null ? null : tree.child(at, name);
        }
        return at == null ? null : tree.get(at);
    }
}
