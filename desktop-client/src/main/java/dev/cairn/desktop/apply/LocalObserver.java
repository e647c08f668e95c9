package dev.cairn.desktop.apply;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.DiskTrouble;
import dev.cairn.desktop.fs.Entry;
import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.Listing;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.watch.FolderWatch;
import dev.cairn.desktop.watch.Hints;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings the local tree up to what is on disk. A thing that keeps its name keeps its identity, whatever happened to its bytes
 * (editors save by replacing). A thing with a new name is the one of the same inode whose old name is gone; else it is new.
 */
public final class LocalObserver {
    private final Replica trees;
    private final LocalFiles files;
    private final FolderWatch watch;
    private final Predicate<NodeId> leftOut;
    private final Ids ids;
    private final Map<String, String> skipped = new TreeMap<>();
    private final Map<String, String> unreadable = new TreeMap<>();
    /** Folders nobody looked into, because of a rule. */
    private final Set<NodeId> closed = new HashSet<>();

    private final Set<NodeId> changed = new HashSet<>();

    /** @param leftOut things on disk that are nobody else's business; folders among them are not looked into */
    public LocalObserver(Replica trees, LocalFiles files, FolderWatch watch, Predicate<NodeId> leftOut, Ids ids) {
        this.trees = trees;
        this.files = files;
        this.watch = watch;
        this.leftOut = leftOut;
        this.ids = ids;
    }

    /** Paths that are there but not kept in step because of what they are, and why. */
    public Map<String, String> skipped() {
        return skipped;
    }

    /** Paths that should be kept in step but cannot be looked at, and why. What was known of them stays what it was. */
    public Map<String, String> unreadable() {
        return unreadable;
    }

    /** A thing on disk has another identity from now on. */
    public void rename(NodeId from, NodeId to) {
        if (closed.remove(from)) {
            closed.add(to);
        }
    }

    /** Folders that were passed over because of a rule which is no longer about them, with the known ones in them. */
    public Set<NodeId> reopened() {
        closed.removeIf(id -> !trees.local().contains(id));
        var open = new HashSet<NodeId>();
        for (var id : closed) {
            if (!leftOut.test(id)) {
                trees.local().subtree(id).stream()
                        .filter(each ->
                                Objects.requireNonNull(trees.local().get(each)).folder())
                        .forEach(open::add);
            }
        }
        return open;
    }

    /**
     * Looks where the hints say; returns the nodes that are not as they were.
     *
     * @param stillThere asked after looking and before anything counts as deleted: a folder that was unmounted meanwhile looks
     *     empty
     */
    public Set<NodeId> observe(Hints hints, BooleanSupplier stillThere) throws IOException {
        changed.clear();
        new Look(hints).run(stillThere);
        return changed;
    }

    private record Place(NodeId folder, String name) {}

    /** One look; what vanished is decided only after everything that appeared had the chance to be it. */
    private final class Look {
        private final Hints hints;
        private final Set<NodeId> listed = new HashSet<>();
        /** Folders that were not where they were thought to be, and where that was. */
        private final Map<NodeId, String> missed = new HashMap<>();

        private final Deque<NodeId> toList = new ArrayDeque<>();
        /** By place, for a look may come by more than once: two nodes of one thing would never both vanish. */
        private final SequencedMap<Place, Stamp> appeared = new LinkedHashMap<>();

        private final Set<NodeId> vanished = new LinkedHashSet<>();
        private @Nullable Map<Long, NodeId> byInode;

        Look(Hints hints) {
            this.hints = hints;
        }

        void run(BooleanSupplier stillThere) throws IOException {
            if (hints.isEverything()) {
                skipped.clear();
                unreadable.clear();
                toList.add(trees.root());
            } else {
                toList.addAll(hints.folders());
                for (var folder : hints.names().entrySet()) {
                    names(folder.getKey(), folder.getValue());
                }
            }
            while (!toList.isEmpty() || !appeared.isEmpty()) {
                while (!toList.isEmpty()) {
                    list(toList.remove());
                }
                while (!appeared.isEmpty()) {
                    var next = appeared.pollFirstEntry();
                    resolve(next.getKey(), next.getValue());
                }
                lookAgain();
            }
            boolean there = vanished.isEmpty() || stillThere.getAsBoolean();
            for (var id : vanished) {
                if (there || isReplaced(id)) {
                    changed.addAll(trees.local().removeSubtree(id));
                }
            }
        }

        /** What was renamed, or lies in what was, is known by its new name now. */
        private void lookAgain() {
            missed.entrySet().removeIf(each -> {
                var path = trees.local().path(each.getKey());
                boolean elsewhere = path != null && !path.equals(each.getValue());
                if (elsewhere) {
                    listed.remove(each.getKey());
                    toList.add(each.getKey());
                }
                return elsewhere;
            });
        }

        /** Something else was seen under its name. */
        private boolean isReplaced(NodeId id) {
            var node = trees.local().get(id);
            return node != null
                    && node.parent() != null
                    && !id.equals(trees.local().child(node.parent(), node.name()));
        }

        private void names(NodeId folder, Set<String> names) {
            var path = trees.local().path(folder);
            if (path == null || !trees.local().contains(folder)) {
                return;
            }
            if (leftOut.test(folder)) {
                closed.add(folder);
                return;
            }
            for (var name : names) {
                if (path.isEmpty() && (name.equals(LocalFiles.MARKER) || name.equals(LocalFiles.WORK_FOLDER))) {
                    continue;
                }
                Stamp stamp;
                try {
                    stamp = files.stat(FileNames.join(path, name));
                } catch (IOException e) {
                    unreadable.put(FileNames.join(path, name), "cannot be looked at: " + DiskTrouble.words(e));
                    continue;
                }
                if (stamp != null) {
                    found(folder, path, new Entry(name, stamp));
                } else {
                    var gone = trees.local().child(folder, name);
                    if (gone != null) {
                        vanished.add(gone);
                    }
                    skipped.remove(FileNames.join(path, name));
                    unreadable.remove(FileNames.join(path, name));
                }
            }
        }

        private void list(NodeId folder) throws IOException {
            var path = trees.local().path(folder);
            if (path == null || !trees.local().contains(folder) || !listed.add(folder)) {
                return;
            }
            if (leftOut.test(folder)) {
                closed.add(folder);
                return;
            }
            closed.remove(folder);
            Listing listing;
            try {
                watch.watch(folder, path);
                listing = files.list(path);
            } catch (NoSuchFileException e) {
                if (folder.equals(trees.root())) {
                    throw e;
                }
                missed.put(folder, path);
                return;
            } catch (IOException e) {
                // What cannot be read is not deleted.
                unreadable.put(path, "cannot be read: " + DiskTrouble.words(e));
                return;
            }
            if (!hints.isEverything()) {
                unreadable.keySet().removeIf(each -> FileNames.parent(each).equals(path));
            }
            unreadable.remove(path);
            listing.unreadable().forEach((name, why) -> unreadable.put(FileNames.join(path, name), why));
            var seen = new HashSet<>(listing.unreadable().keySet());
            for (var entry : listing.entries()) {
                seen.add(entry.name());
                found(folder, path, entry);
            }
            for (var child : trees.local().children(folder).entrySet()) {
                if (!seen.contains(child.getKey())) {
                    vanished.add(child.getValue());
                }
            }
        }

        private void found(NodeId folder, String path, Entry entry) {
            var kind = entry.stamp().kind();
            var id = trees.local().child(folder, entry.name());
            if (!kind.synced()) {
                // A synced thing behind a link is not deleted: it is out of sight.
                skipped.put(
                        FileNames.join(path, entry.name()),
                        kind == Kind.LINK ? "symbolic links are not synced yet" : "only files and folders are synced");
                return;
            }
            skipped.remove(FileNames.join(path, entry.name()));
            // Of a folder only listing it tells whether that is over.
            boolean again = kind == Kind.FOLDER
                    ? unreadable.containsKey(FileNames.join(path, entry.name()))
                    : unreadable.remove(FileNames.join(path, entry.name())) != null;
            var node = id == null ? null : trees.local().get(id);
            if (node == null || node.folder() != (kind == Kind.FOLDER)) {
                if (node != null) {
                    vanished.add(node.id());
                }
                appeared.put(new Place(folder, entry.name()), entry.stamp());
                return;
            }
            vanished.remove(node.id());
            boolean replaced = !node.stamp().sameObject(entry.stamp());
            see(node, entry.stamp(), node.stamp().sameAs(entry.stamp()));
            if (node.folder() && (replaced || again || hints.isEverything())) {
                toList.add(node.id());
            }
        }

        private void see(LocalNode node, Stamp stamp, boolean sameBytes) {
            if (node.folder()) {
                if (!node.stamp().sameObject(stamp)) {
                    changed.add(node.id());
                    trees.local().put(node.with(stamp, null));
                }
            } else if (!node.stamp().equals(stamp)) {
                changed.add(node.id());
                trees.local().put(node.with(stamp, sameBytes ? node.content() : null));
            }
        }

        private void resolve(Place place, Stamp stamp) {
            var old = elsewhere(stamp);
            LocalNode node;
            if (old != null) {
                vanished.remove(old.id());
                node = old.at(place.folder(), place.name());
                boolean same = old.folder() || old.stamp().sameButRenamed(stamp);
                node = node.with(stamp, same ? old.content() : null);
            } else {
                node = new LocalNode(new NodeId(ids.next()), place.folder(), place.name(), stamp, null);
            }
            trees.local().put(node);
            index().put(stamp.inode(), node.id());
            changed.add(node.id());
            if (node.folder() && (old == null || hints.isEverything())) {
                toList.add(node.id());
            }
        }

        /** The known node this is under a new name, if its old name is gone. */
        private @Nullable LocalNode elsewhere(Stamp stamp) {
            var id = stamp.inode() == 0 ? null : index().get(stamp.inode());
            var node = id == null ? null : trees.local().get(id);
            if (node == null || id == null || id.equals(trees.root())) {
                return null;
            }
            if (!node.stamp().sameObject(stamp) && !node.stamp().sameButRenamed(stamp)) {
                return null;
            }
            var path = trees.local().path(id);
            try {
                var there = path == null ? null : files.stat(path);
                return there != null && there.sameObject(stamp) ? null : node;
            } catch (IOException e) {
                // Its old name may be there or not: what cannot be looked at is not gone.
                return null;
            }
        }

        private Map<Long, NodeId> index() {
            var index = byInode;
            if (index == null) {
                index = new HashMap<>();
                for (var node : trees.local().all()) {
                    index.put(node.stamp().inode(), node.id());
                }
                byInode = index;
            }
            return index;
        }
    }
}
