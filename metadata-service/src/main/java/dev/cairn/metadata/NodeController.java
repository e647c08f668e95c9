package dev.cairn.metadata;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.KeyPage;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.NodePage;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.metadata.TrashPage;
import dev.cairn.contracts.metadata.Version;
import dev.cairn.contracts.metadata.VersionName;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.change.Changes;
import dev.cairn.metadata.node.Commits;
import dev.cairn.metadata.node.Keys;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.space.SpaceGate;
import dev.cairn.metadata.trash.Trash;
import dev.cairn.metadata.version.Versions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** The tree over HTTP and in process. Stands here because the interface gathers several features. */
@RestController
final class NodeController implements NodeApi {
    private final SpaceGate gate;
    private final Nodes nodes;
    private final Keys keys;
    private final Commits commits;
    private final Versions versions;
    private final Trash trash;
    private final Changes changes;

    NodeController(
            SpaceGate gate, Nodes nodes, Keys keys, Commits commits, Versions versions, Trash trash, Changes changes) {
        this.gate = gate;
        this.nodes = nodes;
        this.keys = keys;
        this.commits = commits;
        this.versions = versions;
        this.trash = trash;
        this.changes = changes;
    }

    @Override
    public NodePath node(SpaceId space, NodeId node) {
        return nodes.node(space, node);
    }

    @Override
    public NodePath byPath(SpaceId space, String path) {
        return nodes.byPath(space, path);
    }

    @Override
    public NodePage children(SpaceId space, NodeId node, @Nullable String after, int limit) {
        return nodes.children(space, node, after, limit);
    }

    @Override
    public KeyPage keys(SpaceId space, String prefix, String delimiter, @Nullable String after, int limit) {
        return keys.page(space, prefix, delimiter, after, limit);
    }

    @Override
    public CommitReply apply(SpaceId space, Operations operations) {
        if (operations.operations().stream().anyMatch(Operation::namesContent)) {
            throw new ProblemException(Problem.FORBIDDEN, "Operations that name content go through the upload service");
        }
        // Who may not change the space does not wait in its line, and so learns nothing from how long that is.
        gate.enter(space, SpaceRole.EDITOR);
        return commits.commit(space, operations).orProblem();
    }

    @Override
    public List<Version> versions(SpaceId space, NodeId node) {
        return versions.of(space, node);
    }

    @Override
    public Node restoreVersion(SpaceId space, NodeId node, VersionId version) {
        return versions.restore(space, node, version);
    }

    @Override
    public Version nameVersion(SpaceId space, NodeId node, VersionId version, VersionName name) {
        return versions.name(space, node, version, name.name());
    }

    @Override
    public TrashPage trash(SpaceId space, @Nullable String after, int limit) {
        return trash.page(space, after, limit);
    }

    @Override
    public Node restore(SpaceId space, NodeId node) {
        return trash.restore(space, node);
    }

    @Override
    public void purge(SpaceId space, NodeId node) {
        trash.purge(space, node);
    }

    @Override
    public Delta changes(SpaceId space, @Nullable String cursor, int limit) {
        return changes.since(space, cursor, limit);
    }

    @Override
    public Ticketed ticket(SpaceId space, NodeId node, @Nullable VersionId version) {
        return versions.ticket(space, node, version);
    }
}
