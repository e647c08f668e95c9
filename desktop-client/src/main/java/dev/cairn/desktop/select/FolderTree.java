package dev.cairn.desktop.select;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The folders of a space as the client knows them, and what selecting means for them. */
public final class FolderTree {
    private final Tree<RemoteNode> server;
    private final NodeId root;

    /** @param server is read only, and not changed meanwhile */
    public FolderTree(Tree<RemoteNode> server, NodeId root) {
        this.server = server;
        this.root = root;
    }

    /** All folders but the root, each before those in it, by name. */
    public List<ChosenFolder> folders(Set<NodeId> unselected) {
        var result = new ArrayList<ChosenFolder>();
        visit(root, "", true, unselected, result);
        return result;
    }

    private record Size(int files, long bytes) {
        Size plus(Size other) {
            return new Size(files + other.files, bytes + other.bytes);
        }
    }

    private Size visit(NodeId at, String path, boolean selected, Set<NodeId> unselected, List<ChosenFolder> into) {
        var size = new Size(0, 0);
        for (var child : new TreeMap<>(server.children(at)).entrySet()) {
            var id = child.getValue();
            var node = Objects.requireNonNull(server.get(id));
            if (!node.folder()) {
                size = size.plus(new Size(1, node.fileState().size()));
                continue;
            }
            int place = into.size();
            boolean wanted = selected && !unselected.contains(id);
            var below = path.isEmpty() ? node.name() : path + "/" + node.name();
            var inside = visit(id, below, wanted, unselected, into);
            into.add(place, new ChosenFolder(id, below, wanted, inside.files, inside.bytes));
            size = size.plus(inside);
        }
        return size;
    }

    /**
     * The folder is kept with all that is in it. Of a folder around it that was not selected, the other folders still are not.
     *
     * @param path empty for everything
     */
    public Set<NodeId> select(Set<NodeId> unselected, String path) throws NoSuchFolderException {
        var result = new HashSet<>(unselected);
        var way = way(path);
        boolean opened = false;
        for (int i = 0; i + 1 < way.size(); i++) {
            opened |= result.remove(way.get(i));
            if (opened) {
                for (var child : server.children(way.get(i)).values()) {
                    if (Objects.requireNonNull(server.get(child)).folder() && !child.equals(way.get(i + 1))) {
                        result.add(child);
                    }
                }
            }
        }
        server.subtree(way.getLast()).forEach(result::remove);
        return result;
    }

    /** The folder is not kept on this device any longer. */
    public Set<NodeId> unselect(Set<NodeId> unselected, String path) throws NoSuchFolderException {
        if (path.isEmpty()) {
            throw new NoSuchFolderException("the synced folder itself cannot be left out; see client remove");
        }
        var result = new HashSet<>(unselected);
        result.add(way(path).getLast());
        return result;
    }

    /** The root and the folders down to the one of this path. */
    private List<NodeId> way(String path) throws NoSuchFolderException {
        var way = new ArrayList<NodeId>(List.of(root));
        Deque<String> names = new ArrayDeque<>(path.isEmpty() ? List.of() : List.of(path.split("/")));
        while (!names.isEmpty()) {
            var id = server.child(way.getLast(), names.remove());
            var node = id == null ? null : server.get(id);
            if (node == null) {
                throw new NoSuchFolderException("the server has no folder " + path + " (client folders lists them)");
            }
            if (!node.folder()) {
                throw new NoSuchFolderException(path + " leads to a file; whole folders are selected or not");
            }
            way.add(node.id());
        }
        return way;
    }
}
