package dev.cairn.desktop.reconcile;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.RemoteNode.FileState;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.index.Tree;
import dev.cairn.desktop.index.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Three trees in memory on which plans are carried out as if everything always worked. */
final class PlannedWorld {
    private static final Instant TIME = Instant.EPOCH;

    final NodeId root = new NodeId(new UUID(0, 1));
    final Replica trees = new Replica(root);
    private final Random random;
    /** Folders that are not selected. */
    final Set<NodeId> unselected = new HashSet<>();

    /** What stayed of them, where. */
    final Map<NodeId, LocalNode> remainders = new HashMap<>();
    /** What a rule is about, with all in it, where it is here only. */
    final Set<NodeId> ignored = new HashSet<>();

    private long ids = 1;

    PlannedWorld(Random random) {
        this.random = random;
        trees.remote().put(new RemoteNode(root, null, "", 0, null));
        trees.local().put(new LocalNode(root, null, "", folderStamp(root), null));
        trees.synced().put(new SyncedNode(root, null, "", null, folderStamp(root), true));
    }

    NodeId newId() {
        return new NodeId(new UUID(0, ++ids));
    }

    static ContentId content(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ContentId.of(bytes, 0, bytes.length);
    }

    FileState state(ContentId content) {
        return new FileState(new VersionId(newId().value()), content, 1, TIME, false);
    }

    static Stamp fileStamp(ContentId content) {
        return new Stamp(Kind.FILE, content.hashCode(), TIME, 1, TIME, TIME, false);
    }

    static Stamp folderStamp(NodeId id) {
        return new Stamp(Kind.FOLDER, id.hashCode(), TIME, 0, TIME, TIME, false);
    }

    NodeId agreed(NodeId parent, String name, @Nullable ContentId content) {
        var id = newId();
        putThere(id, parent, name, content);
        putHere(id, parent, name, content);
        agree(id);
        return id;
    }

    void putThere(NodeId id, NodeId parent, String name, @Nullable ContentId content) {
        trees.remote().put(new RemoteNode(id, parent, name, ids, content == null ? null : state(content)));
    }

    void putHere(NodeId id, NodeId parent, String name, @Nullable ContentId content) {
        trees.local()
                .put(new LocalNode(id, parent, name, content == null ? folderStamp(id) : fileStamp(content), content));
    }

    void agree(NodeId id) {
        var remote = Objects.requireNonNull(trees.remote().get(id));
        var local = Objects.requireNonNull(trees.local().get(id));
        trees.synced().put(new SyncedNode(id, remote.parent(), remote.name(), remote.file(), local.stamp(), true));
    }

    /** What is not selected, as the server's tree is now. */
    Scope scope() {
        var nodes = new HashSet<NodeId>();
        for (var id : unselected) {
            if (trees.remote().contains(id)) {
                nodes.addAll(trees.remote().subtree(id));
            }
        }
        for (var id : unselected) {
            trees.synced().subtree(id).stream()
                    .filter(each -> !trees.remote().contains(each))
                    .forEach(nodes::add);
        }
        return new Scope(this::isLeftOut, id -> false, id -> false, nodes::contains, this::isRemainder, true);
    }

    /** What the rules say of something that is here only. */
    boolean isLeftOut(NodeId id) {
        return ignored.stream().anyMatch(each -> trees.local().isWithin(id, each))
                && trees.local().subtree(id).stream()
                        .noneMatch(each ->
                                trees.remote().contains(each) || trees.synced().contains(each));
    }

    private boolean isRemainder(NodeId id) {
        var place = remainders.get(id);
        var local = trees.local().get(id);
        return place != null && local != null && local.samePlace(place);
    }

    /** From now on these folders are not selected. */
    void unselect(Set<NodeId> folders) {
        unselected.addAll(folders);
    }

    /** What was agreed on in them and is not here is forgotten, as before each plan. */
    private void forgetMissing() {
        for (var id : unselected) {
            for (var each : trees.synced().subtree(id)) {
                if (!trees.local().contains(each)) {
                    trees.synced().remove(each);
                }
            }
        }
    }

    /** Plans and carries out until nothing is left; returns how many plans that took. */
    int converge(int roundsMax) {
        int held = random.nextInt(4) == 0 ? 1 + random.nextInt(6) : 0;
        for (int round = 1; round <= roundsMax; round++) {
            forgetMissing();
            var plan = Reconciler.plan(trees, id -> false, round <= held, scope());
            if (plan.isEmpty() && round > held) {
                return round;
            }
            if (round <= held && plan.steps().stream().anyMatch(Step.DeleteRemote.class::isInstance)) {
                throw new AssertionError("deletions are held: " + plan);
            }
            var nobodySees = scope().unselected();
            for (var step : plan.steps()) {
                if (step instanceof Step.DeleteRemote
                        && trees.remote().subtree(step.node()).stream().anyMatch(nobodySees)) {
                    throw new AssertionError("it deletes what is not selected: " + plan);
                }
                // Any step may fail; what is left undone is planned again.
                if (random.nextInt(10) > 0) {
                    apply(step, nobodySees);
                }
            }
        }
        throw new AssertionError("no end after " + roundsMax + " plans; next: "
                + Reconciler.plan(trees, id -> false, false, scope()).steps() + "\nthere " + paths(trees.remote())
                + "\nhere "
                + paths(trees.local()));
    }

    private void apply(Step step, Predicate<NodeId> nobodySees) {
        var id = step.node();
        switch (step) {
            case Step.Agree _ -> agree(id);
            case Step.Forget _ -> trees.synced().remove(id);
            case Step.Adopt adopt -> {
                if (!trees.local().contains(adopt.as()) && trees.local().contains(id)) {
                    rename(id, adopt.as());
                }
            }
            case Step.Detach _ -> {
                if (trees.local().contains(id)) {
                    rename(id, newId());
                }
            }
            case Step.Part _ -> {
                if (trees.local().contains(id)) {
                    var own = newId();
                    rename(id, own);
                    if (nobodySees.test(id)) {
                        remainders.put(own, Objects.requireNonNull(trees.local().get(own)));
                    }
                }
            }
            case Step.LeaveBehind _ -> throw new AssertionError("there are no rule files here");
            case Step.SetAside _ -> {
                var local = Objects.requireNonNull(trees.local().get(id));
                moveHere(id, Objects.requireNonNull(local.parent()), local.name() + " (conflict " + newId() + ")");
                remainders.computeIfPresent(
                        id, (_, _) -> Objects.requireNonNull(trees.local().get(id)));
            }
            case Step.MakeFolder make -> {
                if (freeHere(make.parent(), make.name(), id) && !trees.local().contains(id)) {
                    putHere(id, make.parent(), make.name(), null);
                    agree(id);
                }
            }
            case Step.MoveLocal move -> moveHere(id, move.parent(), move.name());
            case Step.RemoveLocal _ -> {
                if (trees.local().children(id).isEmpty()) {
                    trees.local().remove(id);
                    trees.synced().remove(id);
                }
            }
            case Step.TouchLocal _, Step.TouchRemote _ -> agree(id);
            case Step.CreateFolder create -> {
                if (freeThere(create.parent(), create.name(), id)) {
                    putThere(id, create.parent(), create.name(), null);
                    agree(id);
                }
            }
            case Step.MoveRemote move -> {
                var remote = trees.remote().get(id);
                if (remote != null
                        && freeThere(move.parent(), move.name(), id)
                        && !trees.remote().isWithin(move.parent(), id)) {
                    trees.remote().put(new RemoteNode(id, move.parent(), move.name(), ids, remote.file()));
                    var synced = Objects.requireNonNull(trees.synced().get(id));
                    trees.synced().put(synced.at(move.parent(), move.name()));
                }
            }
            case Step.DeleteRemote _ -> {
                for (var gone : trees.remote().removeSubtree(id)) {
                    trees.synced().remove(gone);
                }
            }
            case Step.Look _ -> throw new AssertionError("everything has been looked at");
            case Step.Upload _ -> {
                var local = Objects.requireNonNull(trees.local().get(id));
                var remote = trees.remote().get(id);
                var content = Objects.requireNonNull(local.content());
                if (remote != null) {
                    putThere(id, Objects.requireNonNull(remote.parent()), remote.name(), content);
                    var synced = Objects.requireNonNull(trees.synced().get(id));
                    trees.synced().put(synced.with(required(id).fileState(), local.stamp(), true));
                } else if (freeThere(Objects.requireNonNull(local.parent()), local.name(), id)) {
                    putThere(id, Objects.requireNonNull(local.parent()), local.name(), content);
                    agree(id);
                }
            }
            case Step.Download _ -> {
                var remote = required(id);
                var local = trees.local().get(id);
                if (local == null && !freeHere(Objects.requireNonNull(remote.parent()), remote.name(), id)) {
                    return;
                }
                var parent = local == null ? remote.parent() : local.parent();
                var name = local == null ? remote.name() : local.name();
                putHere(
                        id,
                        Objects.requireNonNull(parent),
                        name,
                        remote.fileState().content());
                agree(id);
            }
        }
    }

    private void rename(NodeId from, NodeId to) {
        trees.synced().remove(from);
        trees.rename(from, to);
        remainders.replaceAll((_, place) -> from.equals(place.parent()) ? place.at(to, place.name()) : place);
        if (ignored.remove(from)) {
            ignored.add(to);
        }
    }

    private RemoteNode required(NodeId id) {
        return Objects.requireNonNull(trees.remote().get(id));
    }

    private void moveHere(NodeId id, NodeId parent, String name) {
        var local = trees.local().get(id);
        if (local == null || !freeHere(parent, name, id) || trees.local().isWithin(parent, id)) {
            return;
        }
        trees.local().put(local.at(parent, name));
    }

    private boolean freeHere(NodeId parent, String name, NodeId id) {
        var occupant = trees.local().child(parent, name);
        return trees.local().contains(parent) && (occupant == null || occupant.equals(id));
    }

    private boolean freeThere(NodeId parent, String name, NodeId id) {
        var occupant = trees.remote().child(parent, name);
        return trees.remote().contains(parent) && (occupant == null || occupant.equals(id));
    }

    /** Changes one side at random. */
    void scramble(boolean here, int edits, RandomGenerator with) {
        Tree<? extends TreeEntry> tree = here ? trees.local() : trees.remote();
        for (int i = 0; i < edits; i++) {
            var all =
                    tree.all().stream().filter(node -> !node.id().equals(root)).toList();
            var folders = tree.all().stream().filter(TreeEntry::folder).toList();
            var parent = folders.get(with.nextInt(folders.size())).id();
            var name = "n" + with.nextInt(6);
            boolean free = tree.child(parent, name) == null;
            var node = all.isEmpty() ? null : all.get(with.nextInt(all.size()));
            switch (with.nextInt(6)) {
                case 0 -> {
                    if (free) {
                        put(here, newId(), parent, name, content("c" + with.nextInt(8)));
                    }
                }
                case 1 -> {
                    if (free) {
                        put(here, newId(), parent, name, null);
                    }
                }
                case 2 -> {
                    if (node != null) {
                        tree.removeSubtree(node.id());
                    }
                }
                case 3 -> {
                    if (node != null && !node.folder()) {
                        put(
                                here,
                                node.id(),
                                Objects.requireNonNull(node.parent()),
                                node.name(),
                                content("e" + with.nextInt(8)));
                    }
                }
                default -> {
                    if (node != null && free && !tree.isWithin(parent, node.id())) {
                        if (here) {
                            trees.local()
                                    .put(Objects.requireNonNull(trees.local().get(node.id()))
                                            .at(parent, name));
                        } else {
                            trees.remote()
                                    .put(new RemoteNode(
                                            node.id(),
                                            parent,
                                            name,
                                            ids,
                                            required(node.id()).file()));
                        }
                    }
                }
            }
        }
    }

    private void put(boolean here, NodeId id, NodeId parent, String name, @Nullable ContentId content) {
        if (here) {
            putHere(id, parent, name, content);
        } else {
            putThere(id, parent, name, content);
        }
    }

    /** Contents that only this side has: somebody wrote them and nobody else knows. */
    Set<ContentId> unsynced(boolean here) {
        var contents = new HashSet<ContentId>();
        if (here) {
            for (var node : trees.local().all()) {
                var synced = trees.synced().get(node.id());
                if (node.content() != null
                        && (synced == null
                                || !node.content().equals(synced.fileState().content()))) {
                    contents.add(node.content());
                }
            }
        } else {
            for (var node : trees.remote().all()) {
                var synced = trees.synced().get(node.id());
                if (!node.folder()
                        && (synced == null
                                || !node.fileState()
                                        .content()
                                        .equals(synced.fileState().content()))) {
                    contents.add(node.fileState().content());
                }
            }
        }
        return contents;
    }

    Set<ContentId> contents() {
        var contents = new HashSet<ContentId>();
        trees.remote().all().stream()
                .filter(node -> !node.folder())
                .forEach(node -> contents.add(node.fileState().content()));
        return contents;
    }

    static List<String> paths(Tree<? extends TreeEntry> tree) {
        var paths = new TreeMap<String, String>();
        for (var node : tree.all()) {
            var content =
                    switch (node) {
                        case RemoteNode remote ->
                            remote.folder() ? "/" : remote.fileState().content().toString();
                        case LocalNode local ->
                            local.content() == null ? "/" : local.content().toString();
                        case SyncedNode synced ->
                            synced.folder() ? "/" : synced.fileState().content().toString();
                    };
            paths.put(
                    tree.path(node.id()) + " #" + node.id().value().getLeastSignificantBits(),
                    content.substring(0, Math.min(6, content.length())));
        }
        var result = new ArrayList<String>();
        paths.forEach((path, content) -> result.add(path + " " + content));
        return result;
    }
}
