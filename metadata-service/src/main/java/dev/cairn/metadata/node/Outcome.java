package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an operation.
 *
 * @param node what it changed, or what stood in its way
 * @param problem null: it was applied
 */
record Outcome(
        OperationId id,
        @Nullable NodeId node,
        long sequence,
        @Nullable Problem problem,
        @Nullable String detail) {
    static Outcome applied(OperationId id, NodeRow row) {
        return new Outcome(id, row.id(), row.sequence(), null, null);
    }

    static Outcome refused(OperationId id, Refused refusal, long sequence) {
        var current = refusal.current();
        return new Outcome(id, current == null ? null : current.id(), sequence, refusal.problem(), refusal.detail());
    }

    /** The reply, with the node as it is now. */
    OperationResult result(Tree tree) {
        var view = node == null ? null : tree.view(node);
        return problem == null
                ? new OperationResult.Applied(id, view, sequence)
                : new OperationResult.Rejected(id, problem, detail == null ? problem.title() : detail, view);
    }
}
