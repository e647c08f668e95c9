package dev.cairn.web.files;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.SignedIn;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Edits of names, as single clicks ask for them. */
public final class Edits {
    private final NodeApi nodes;
    private final Ids ids;
    private final InstantSource clock;

    Edits(NodeApi nodes, Ids ids, InstantSource clock) {
        this.nodes = nodes;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes a folder. */
    public NodeId createFolder(SignedIn person, SpaceId space, NodeId parent, String name) {
        var folder = new NodeId(ids.next());
        one(person, space, new Operation.CreateFolder(operation(), folder, parent, name, clock.instant()));
        return folder;
    }

    /** Renames. */
    void rename(SignedIn person, SpaceId space, Node node, String name) {
        var parent = node.parent();
        if (parent == null) {
            throw new ProblemException(Problem.FORBIDDEN, "The space itself has another name");
        }
        one(person, space, new Operation.Move(operation(), node.id(), parent, name));
    }

    /** Moves all into a folder; returns those that were refused. */
    List<Refusal> move(SignedIn person, SpaceId space, Collection<Node> moved, NodeId target) {
        return each(person, space, moved, node -> new Operation.Move(operation(), node.id(), target, node.name()));
    }

    /** Moves all to the trash; a file that was edited since it was shown stays. Returns those that were refused. */
    List<Refusal> delete(SignedIn person, SpaceId space, Collection<Node> deleted) {
        return each(
                person,
                space,
                deleted,
                node -> new Operation.Delete(
                        operation(), node.id(), node instanceof Node.File file ? file.version() : null, null));
    }

    /** A node and why nothing happened to it. */
    record Refusal(Node node, ProblemException problem) {}

    private void one(SignedIn person, SpaceId space, Operation operation) {
        person.run(() -> nodes.apply(space, new Operations(List.of(operation))));
    }

    private List<Refusal> each(SignedIn person, SpaceId space, Collection<Node> all, Function<Node, Operation> edit) {
        var refusals = new java.util.ArrayList<Refusal>();
        var list = List.copyOf(all);
        for (int from = 0; from < list.size(); from += Operations.MAX) {
            var batch = list.subList(from, Math.min(list.size(), from + Operations.MAX));
            var operations = new Operations(batch.stream().map(edit).toList());
            var reply = person.call(() -> CommitReply.of(() -> nodes.apply(space, operations)));
            for (int i = 0; i < batch.size(); i++) {
                if (reply.results().get(i) instanceof OperationResult.Rejected rejected) {
                    refusals.add(
                            new Refusal(batch.get(i), new ProblemException(rejected.problem(), rejected.detail())));
                }
            }
        }
        return refusals;
    }

    private OperationId operation() {
        return new OperationId(ids.next());
    }
}
