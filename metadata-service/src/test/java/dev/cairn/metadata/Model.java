package dev.cairn.metadata;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a space should be, in the simplest form that can be right. */
final class Model {
    final Map<NodeId, Item> items = new HashMap<>();
    final NodeId root;
    long usedBytes;

    /** A node; {@code versions} is null for a folder. */
    static final class Item {
        final NodeId id;
        NodeId parent;
        String name;

        @Nullable
        List<ContentId> versions;

        @Nullable
        VersionId newest;

        long bytes;
        boolean trashed;

        Item(NodeId id, NodeId parent, String name) {
            this.id = id;
            this.parent = parent;
            this.name = name;
        }

        boolean isFolder() {
            return versions == null;
        }
    }

    Model(NodeId root) {
        this.root = root;
        items.put(root, new Item(root, root, ""));
    }

    /** Why an operation is refused; null: it is applied. Changes nothing. */
    @Nullable
    Problem refusal(Operation operation) {
        return switch (operation) {
            case Operation.CreateFolder folder -> {
                var taken = child(folder.parent(), folder.name());
                if (isLiveFolder(folder.parent()) && taken != null && taken.id.equals(folder.node())) {
                    yield null;
                }
                yield newNode(folder.node(), folder.parent(), folder.name());
            }
            case Operation.PutFile file when file.base() == null -> newNode(file.node(), file.parent(), file.name());
            case Operation.PutFile file -> {
                var item = live(file.node());
                if (item == null) {
                    yield Problem.NOT_FOUND;
                }
                boolean same = item.versions != null && item.versions.getLast().equals(file.content());
                yield item.isFolder()
                        ? Problem.CONFLICT
                        : same || Objects.equals(file.base(), item.newest) ? null : Problem.STALE_BASE;
            }
            case Operation.PutPath put -> path(put.path().split("/"));
            case Operation.Touch touch -> live(touch.node()) == null ? Problem.NOT_FOUND : null;
            case Operation.Move move -> move(move);
            case Operation.Delete delete -> {
                var item = items.get(delete.node());
                if (item == null) {
                    yield Problem.NOT_FOUND;
                }
                boolean stale = !item.isFolder()
                        && delete.base() != null
                        && !delete.base().equals(item.newest);
                yield !isLive(item)
                        ? null
                        : item.id.equals(root) ? Problem.CONFLICT : stale ? Problem.STALE_BASE : null;
            }
            case Operation.NoteConflict conflict -> conflict(conflict.node(), conflict.original());
        };
    }

    private @Nullable Problem conflict(NodeId copy, NodeId original) {
        if (live(copy) == null || live(original) == null) {
            return Problem.NOT_FOUND;
        }
        return copy.equals(original) || copy.equals(root) || original.equals(root) ? Problem.CONFLICT : null;
    }

    private @Nullable Problem newNode(NodeId id, NodeId parent, String name) {
        if (live(parent) == null) {
            return Problem.NOT_FOUND;
        }
        return !isLiveFolder(parent)
                ? Problem.CONFLICT
                : child(parent, name) != null ? Problem.NAME_TAKEN : items.containsKey(id) ? Problem.CONFLICT : null;
    }

    private @Nullable Problem move(Operation.Move move) {
        if (live(move.node()) == null) {
            return Problem.NOT_FOUND;
        }
        if (move.node().equals(root)) {
            return Problem.CONFLICT;
        }
        if (live(move.parent()) == null) {
            return Problem.NOT_FOUND;
        }
        if (!isLiveFolder(move.parent())) {
            return Problem.CONFLICT;
        }
        var taken = child(move.parent(), move.name());
        if (taken != null && taken.id.equals(move.node())) {
            return null;
        }
        return isWithin(item(move.parent()), move.node())
                ? Problem.WOULD_CYCLE
                : taken != null ? Problem.NAME_TAKEN : null;
    }

    private @Nullable Problem path(String[] names) {
        var folder = root;
        for (int i = 0; i < names.length; i++) {
            var child = child(folder, names[i]);
            if (child == null) {
                return null;
            }
            if (child.isFolder() == (i == names.length - 1)) {
                return Problem.CONFLICT;
            }
            folder = child.id;
        }
        return null;
    }

    Item item(NodeId id) {
        var item = items.get(id);
        if (item == null) {
            throw new AssertionError("the model lacks " + id);
        }
        return item;
    }

    @Nullable
    Item live(NodeId id) {
        var item = items.get(id);
        return item != null && isLive(item) ? item : null;
    }

    private boolean isLiveFolder(NodeId id) {
        var item = live(id);
        return item != null && item.isFolder();
    }

    boolean isLive(Item item) {
        return !item.trashed && (item.id.equals(root) || isLive(item(item.parent)));
    }

    boolean isWithin(Item item, NodeId folder) {
        return item.id.equals(folder) || (!item.id.equals(root) && isWithin(item(item.parent), folder));
    }

    @Nullable
    Item child(NodeId parent, String name) {
        return items.values().stream()
                .filter(item ->
                        !item.id.equals(root) && item.parent.equals(parent) && item.name.equals(name) && !item.trashed)
                .findAny()
                .orElse(null);
    }

    void addVersion(Item item, ContentId content, long size) {
        if (item.versions == null) {
            item.versions = new ArrayList<>();
        }
        item.versions.add(content);
        item.bytes += size;
        usedBytes += size;
    }

    /** Forgets a deleted subtree; what was deleted on its own inside goes to the root. */
    void purge(Item top) {
        var gone = items.values().stream().filter(item -> belongsTo(item, top)).toList();
        for (var item : items.values()) {
            if (item.trashed && gone.contains(item(item.parent)) && !gone.contains(item)) {
                item.parent = root;
            }
        }
        for (var item : gone) {
            usedBytes -= item.bytes;
            items.remove(item.id);
        }
    }

    private boolean belongsTo(Item item, Item top) {
        return item.equals(top) || (!item.trashed && !item.id.equals(root) && belongsTo(item(item.parent), top));
    }

    /** Path to newest content (null for folders) of everything live. */
    Map<String, @Nullable ContentId> tree() {
        var tree = new TreeMap<String, @Nullable ContentId>();
        for (var item : items.values()) {
            if (!item.id.equals(root) && isLive(item)) {
                tree.put(path(item), item.versions == null ? null : item.versions.getLast());
            }
        }
        return tree;
    }

    private String path(Item item) {
        return item.parent.equals(root) ? item.name : path(item(item.parent)) + "/" + item.name;
    }
}
