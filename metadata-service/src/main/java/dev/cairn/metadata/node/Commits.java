package dev.cairn.metadata.node;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.sql.JdbcRoundTrip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Applies batches of operations: in order, in one transaction, each once. */
public final class Commits {
    /** Larger batches ask after the lock, each question for itself: see {@link JdbcRoundTrip#BEHIND_ROWS_BYTES_MAX}. */
    private static final int FORESEEN_MAX = 50;

    private final TreeEdits edits;
    private final JdbcTree store;
    private final JdbcOutcomes outcomes;
    private final Ids ids;

    Commits(TreeEdits edits, JdbcTree store, JdbcOutcomes outcomes, Ids ids) {
        this.edits = edits;
        this.store = store;
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
        var needed = adds(operations) ? SpaceRole.UPLOADER : SpaceRole.EDITOR;
        return edits.editTogether(space, needed, operations.operations().size(), trip -> {
            var work = foresee(trip, space, operations.operations());
            return tree -> {
                long fence = tree.access().space().fence();
                if (names && pinned < fence) {
                    throw new ProblemException(
                            Problem.EXPIRED,
                            "The contents must be pinned again",
                            Map.of("fence", Long.toString(fence)));
                }
                return work.apply(tree);
            };
        });
    }

    private static boolean adds(Operations operations) {
        return operations.operations().size() == 1 && operations.operations().getFirst() instanceof Operation.PutPath;
    }

    private Function<Tree, CommitReply> foresee(JdbcRoundTrip trip, SpaceId space, List<Operation> operations) {
        if (operations.size() > FORESEEN_MAX) {
            return tree -> {
                var late = store.trip();
                var seen = outcomes.find(late, space, ids(operations));
                late.send();
                var wanted = Wanted.by(operations);
                tree.prefetch(wanted.nodes(), wanted.places());
                return apply(tree, operations, wanted, seen.get());
            };
        }
        var wanted = Wanted.by(operations);
        var seen = outcomes.find(trip, space, ids(operations));
        var nodes = store.withAncestors(trip, space, wanted.nodes());
        var atPlaces = store.atPlaces(trip, space, wanted.places());
        return tree -> {
            tree.take(wanted.nodes(), nodes.get(), wanted.places(), atPlaces.get());
            return apply(tree, operations, wanted, seen.get());
        };
    }

    private static List<OperationId> ids(List<Operation> operations) {
        return operations.stream().map(Operation::id).toList();
    }

    private CommitReply apply(Tree tree, List<Operation> operations, Wanted wanted, List<Outcome> seen) {
        wanted.follow(tree);
        var known = new HashMap<OperationId, Outcome>();
        seen.forEach(outcome -> known.put(outcome.id(), outcome));
        tree.prefetch(seen.stream().map(Outcome::node).filter(Objects::nonNull).toList(), List.of());
        return apply(tree, operations, known);
    }

    private CommitReply apply(Tree tree, List<Operation> operations, Map<OperationId, Outcome> known) {
        var space = tree.access().space().id();
        var before = tree.cursor().toString();
        var rules = new OperationRules(tree, ids);
        var fresh = new ArrayList<Outcome>();
        var results = new ArrayList<OperationResult>(operations.size());
        for (var operation : operations) {
            var outcome = known.get(operation.id());
            if (outcome == null) {
                outcome = apply(tree, rules, operation);
                known.put(operation.id(), outcome);
                fresh.add(outcome);
            }
            results.add(outcome.result(tree));
        }
        tree.alsoWrite(trip -> outcomes.insert(trip, space, fresh, tree.now()));
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
}
