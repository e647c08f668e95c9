package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.NodePage;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.space.SpaceGate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at nodes. Needs the VIEWER role; what is deleted, or lies in something deleted, is not there. */
public final class Nodes {
    private final SpaceGate gate;
    private final JdbcNodeRows rows;
    private final JdbcListing listing;

    Nodes(SpaceGate gate, JdbcNodeRows rows, JdbcListing listing) {
        this.gate = gate;
        this.rows = rows;
        this.listing = listing;
    }

    /** A live node and where it is. Asks for no rights: the caller has. */
    public record Found(NodeRow row, Ancestry ancestry) {
        /** With its names. */
        public NodePath path(SpaceId space) {
            return new NodePath(space, ancestry.path(row), row.view());
        }
    }

    /** One node. */
    public NodePath node(SpaceId space, NodeId node) {
        gate.enter(space, SpaceRole.VIEWER);
        return find(space, node).path(space);
    }

    /** The node at a path. */
    public NodePath byPath(SpaceId space, String path) {
        var access = gate.enter(space, SpaceRole.VIEWER);
        var names = Names.parts(path);
        if (names.size() > Ancestry.DEPTH_MAX
                || names.stream().anyMatch(name -> Names.flaw(name).isPresent())) {
            throw ProblemException.notFound("The path");
        }
        var row = listing.byPath(space, access.space().root(), names)
                .orElseThrow(() -> ProblemException.notFound("The path"));
        return new NodePath(space, path, row.view());
    }

    /** What is in a folder. */
    public NodePage children(SpaceId space, NodeId folder, @Nullable String after, int limit) {
        gate.enter(space, SpaceRole.VIEWER);
        return childrenOf(space, find(space, folder).row(), after, limit);
    }

    /** As {@link #children}, for those who have asked for the right. */
    public NodePage childrenOf(SpaceId space, NodeRow folder, @Nullable String after, int limit) {
        if (!folder.isFolder()) {
            throw ProblemException.invalid("node", "This is a file, not a folder");
        }
        int size = Paging.limit(limit, NodeApi.PAGE_MAX);
        var found = listing.children(space, folder.id(), after == null ? null : Paging.text(after, "after"), size + 1);
        var page = found.subList(0, Math.min(size, found.size()));
        return new NodePage(
                page.stream().map(NodeRow::view).toList(),
                found.size() > size ? page.getLast().name() : null);
    }

    /** A live node, for those who have asked for the right; NOT_FOUND. */
    public Found find(SpaceId space, NodeId node) {
        var ancestry = new Ancestry(rows.withAncestors(space, List.of(node)));
        var row = ancestry.get(node);
        if (row == null || !ancestry.live(row)) {
            throw ProblemException.notFound("The node");
        }
        return new Found(row, ancestry);
    }
}
