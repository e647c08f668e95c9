package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a batch will ask a tree for.
 *
 * @param nodes by their ids; the folders of the places are among them
 * @param places where something may be
 * @param paths to follow from the root
 */
record Wanted(Set<NodeId> nodes, Set<Place> places, List<List<String>> paths) {
    static Wanted by(List<Operation> operations) {
        var wanted = new Wanted(new LinkedHashSet<>(), new LinkedHashSet<>(), new ArrayList<>());
        operations.forEach(wanted::add);
        return wanted;
    }

    private void add(Operation operation) {
        switch (operation) {
            case Operation.CreateFolder folder -> add(folder.node(), folder.parent(), folder.name());
            case Operation.PutFile file when file.base() != null -> nodes.add(file.node());
            case Operation.PutFile file -> add(file.node(), file.parent(), file.name());
            case Operation.Move move -> add(move.node(), move.parent(), move.name());
            case Operation.PutPath put -> paths.add(Names.parts(put.path()));
            case Operation.Touch touch -> nodes.add(touch.node());
            case Operation.Delete delete -> nodes.add(delete.node());
            case Operation.NoteConflict conflict -> nodes.addAll(List.of(conflict.node(), conflict.original()));
        }
    }

    private void add(NodeId node, NodeId parent, String name) {
        nodes.add(node);
        nodes.add(parent);
        place(parent, name, places);
    }

    /** Names that cannot be are not asked for: the database cannot even read some of them. */
    private static void place(NodeId parent, String name, Collection<Place> places) {
        if (Names.flaw(name).isEmpty()) {
            places.add(new Place(parent, name));
        }
    }

    /** Follows all paths at once, level by level, as far as they exist. */
    void follow(Tree tree) {
        record Walk(NodeId folder, List<String> rest) {}
        var root = tree.access().space().root();
        var walks = paths.stream().map(path -> new Walk(root, path)).toList();
        if (!walks.isEmpty()) {
            tree.find(root);
        }
        while (!walks.isEmpty()) {
            var level = new ArrayList<Place>();
            var next = new ArrayList<Walk>();
            walks.forEach(walk -> place(
                    walk.folder(), walk.rest().isEmpty() ? "" : walk.rest().getFirst(), level));
            tree.prefetch(List.of(), level);
            for (var walk : walks) {
                if (walk.rest().size() > 1 && Names.flaw(walk.rest().getFirst()).isEmpty()) {
                    var child = tree.child(walk.folder(), walk.rest().getFirst());
                    if (child != null) {
                        next.add(new Walk(
                                child.id(), walk.rest().subList(1, walk.rest().size())));
                    }
                }
            }
            walks = next;
        }
    }
}
