package dev.cairn.metadata.node;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Applies batches of operations: in order, in one transaction, each once. */
public final class Commits {
    private final TreeEdits edits;
    private final JdbcOutcomes outcomes;
    private final Ids ids;

    Commits(TreeEdits edits, JdbcOutcomes outcomes, Ids ids) {
        this.edits = edits;
        this.outcomes = outcomes;
        this.ids = ids;
    }

    /**
     * Durable when it returns. Needs the EDITOR role; refuses malformed batches as a whole (INVALID_REQUEST). The operations name no
     * content.
     */
    public CommitReply commit(SpaceId space, Operations operations) {
        return commit(space, 0, operations);
    }

    /**
     * As {@link #commit(SpaceId, Operations)}, for operations that name contents which were pinned in storage at an epoch. EXPIRED
     * when storage has begun to look for what has no name since: then it may give up the very bytes that would be named. One file put at
     * a path may also come of an UPLOADER, who has sent its bytes: it is added beside what is there.
     */
    public CommitReply commit(SpaceId space, long pinned, Operations operations) {
        OperationForm.check(operations);
        boolean names = operations.operations().stream().anyMatch(Operation::namesContent);
        return edits.edit(space, adds(operations) ? SpaceRole.UPLOADER : SpaceRole.EDITOR, tree -> {
            long fence = tree.access().space().fence();
            if (names && pinned < fence) {
                throw new ProblemException(
                        Problem.EXPIRED, "The contents must be pinned again", Map.of("fence", Long.toString(fence)));
            }
            return apply(tree, operations.operations());
        });
    }

    private static boolean adds(Operations operations) {
        return operations.operations().size() == 1 && operations.operations().getFirst() instanceof Operation.PutPath;
    }

    private CommitReply apply(Tree tree, List<Operation> operations) {
        var space = tree.access().space().id();
        var before = tree.cursor().toString();
        var seen = new HashMap<>(
                outcomes.find(space, operations.stream().map(Operation::id).toList()));
        prefetch(tree, operations, seen);
        var rules = new OperationRules(tree, ids);
        var fresh = new ArrayList<Outcome>();
        var results = new ArrayList<OperationResult>(operations.size());
        for (var operation : operations) {
            var outcome = seen.get(operation.id());
            if (outcome == null) {
                outcome = apply(tree, rules, operation);
                seen.put(operation.id(), outcome);
                fresh.add(outcome);
            }
            results.add(outcome.result(tree));
        }
        outcomes.insert(space, fresh, tree.now());
        return new CommitReply(results, before, tree.cursor().toString());
    }

    private static Outcome apply(Tree tree, OperationRules rules, Operation operation) {
        try {
            boolean edits = tree.access().role().includes(SpaceRole.EDITOR);
            var allowed = operation instanceof Operation.PutPath put && !edits ? new FreePath(tree).of(put) : operation;
            return Outcome.applied(operation.id(), rules.apply(allowed));
        } catch (Refused refusal) {
            return Outcome.refused(operation.id(), refusal, tree.cursor().sequence());
        }
    }

    private static void prefetch(Tree tree, List<Operation> operations, Map<OperationId, Outcome> seen) {
        var nodes = new ArrayList<NodeId>();
        var places = new ArrayList<Place>();
        var paths = new ArrayList<List<String>>();
        nodes.add(tree.access().space().root());
        for (var operation : operations) {
            var outcome = seen.get(operation.id());
            if (outcome != null) {
                if (outcome.node() != null) {
                    nodes.add(outcome.node());
                }
                continue;
            }
            switch (operation) {
                case Operation.CreateFolder folder -> {
                    nodes.addAll(List.of(folder.node(), folder.parent()));
                    place(folder.parent(), folder.name(), places);
                }
                case Operation.PutFile file -> {
                    nodes.addAll(List.of(file.node(), file.parent()));
                    place(file.parent(), file.name(), places);
                }
                case Operation.Move move -> {
                    nodes.addAll(List.of(move.node(), move.parent()));
                    place(move.parent(), move.name(), places);
                }
                case Operation.PutPath put -> paths.add(Names.parts(put.path()));
                case Operation.Touch touch -> nodes.add(touch.node());
                case Operation.Delete delete -> nodes.add(delete.node());
                case Operation.NoteConflict conflict -> nodes.addAll(List.of(conflict.node(), conflict.original()));
            }
        }
        tree.prefetch(nodes, places);
        prefetchPaths(tree, paths);
    }

    /** Names that cannot be are not asked for: the database cannot even read some of them. */
    private static void place(NodeId parent, String name, List<Place> places) {
        if (Names.flaw(name).isEmpty()) {
            places.add(new Place(parent, name));
        }
    }

    /** Follows all paths at once, level by level, as far as they exist. */
    private static void prefetchPaths(Tree tree, List<List<String>> paths) {
        record Walk(NodeId folder, List<String> rest) {}
        var root = tree.access().space().root();
        var walks = paths.stream().map(path -> new Walk(root, path)).toList();
        while (!walks.isEmpty()) {
            var places = new ArrayList<Place>();
            var next = new ArrayList<Walk>();
            walks.forEach(walk -> place(
                    walk.folder(), walk.rest().isEmpty() ? "" : walk.rest().getFirst(), places));
            tree.prefetch(List.of(), places);
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
