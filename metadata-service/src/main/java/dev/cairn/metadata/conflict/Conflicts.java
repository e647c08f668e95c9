package dev.cairn.metadata.conflict;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.ConflictApi;
import dev.cairn.contracts.metadata.ConflictDetail;
import dev.cairn.contracts.metadata.ConflictPage;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Settlement;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Ancestry;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.metadata.node.Paging;
import dev.cairn.metadata.node.Tree;
import dev.cairn.metadata.node.TreeEdits;
import dev.cairn.metadata.space.SpaceGate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists and settles conflicts. Whatever is decided, nothing is lost: what has to go becomes a version or goes to the trash, in the
 * transaction that ends the conflict.
 */
final class Conflicts {
    private final SpaceGate gate;
    private final TreeEdits edits;
    private final JdbcConflicts noted;
    private final JdbcNodeRows rows;
    private final Ids ids;

    Conflicts(SpaceGate gate, TreeEdits edits, JdbcConflicts noted, JdbcNodeRows rows, Ids ids) {
        this.gate = gate;
        this.edits = edits;
        this.noted = noted;
        this.rows = rows;
        this.ids = ids;
    }

    /** Needs the VIEWER role. */
    ConflictPage page(SpaceId space, @Nullable String after, int limit) {
        // Asked first: what changes while the rest is read counts as not seen.
        var asOf = gate.enter(space, SpaceRole.VIEWER).space().cursor();
        int size = Paging.limit(limit, ConflictApi.PAGE_MAX);
        var found = noted.liveAfter(space, after == null ? null : copy(after), size + 1);
        var page = found.subList(0, Math.min(size, found.size()));
        var nodes = new HashSet<NodeId>();
        page.forEach(conflict -> {
            nodes.add(conflict.copy());
            nodes.add(conflict.original());
        });
        var ancestry = new Ancestry(rows.withAncestors(space, nodes));
        return new ConflictPage(
                page.stream()
                        .map(conflict -> conflict.view(ancestry, asOf))
                        .flatMap(Optional::stream)
                        .toList(),
                found.size() > size ? page.getLast().copy().toString() : null);
    }

    /** Needs the VIEWER role. */
    ConflictDetail detail(SpaceId space, NodeId copy) {
        var asOf = gate.enter(space, SpaceRole.VIEWER).space().cursor();
        var conflict = noted.find(space, copy).orElseThrow(Conflicts::gone);
        var nodes = rows.withAncestors(space, List.of(conflict.copy(), conflict.original()));
        var view = conflict.view(new Ancestry(nodes), asOf).orElseThrow(Conflicts::gone);
        return new ConflictDetail(view, files(space, view.copy()), files(space, view.original()));
    }

    private @Nullable Integer files(SpaceId space, Node node) {
        if (node instanceof Node.File) {
            return 1;
        }
        var below = noted.filesBelow(space, node.id(), ConflictDetail.NODES_COUNTED_MAX);
        return below.isPresent() ? below.getAsInt() : null;
    }

    private static NodeId copy(String after) {
        try {
            return NodeId.of(after);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("after", "This is not a \"next\" of ours");
        }
    }

    /** Needs the EDITOR role. */
    Node settle(SpaceId space, NodeId copy, Settlement settlement) {
        if (settlement.keep() == null) {
            throw ProblemException.invalid("keep", "This field is required");
        }
        return edits.edit(space, SpaceRole.EDITOR, tree -> {
                    var conflict = noted.remove(space, copy).orElseThrow(Conflicts::gone);
                    var one = live(tree, conflict.copy());
                    var other = live(tree, conflict.original());
                    checkSeen(one, settlement.copyVersion());
                    checkSeen(other, settlement.originalVersion());
                    return switch (settlement.keep()) {
                        case BOTH -> {
                            // Whoever follows the space hears of it by hearing of the copy.
                            tree.put(one);
                            yield other;
                        }
                        case ORIGINAL -> {
                            discard(tree, one, other, settlement.asOf());
                            yield other;
                        }
                        case COPY -> replace(tree, one, other, settlement.asOf());
                    };
                })
                .view();
    }

    private static NodeRow live(Tree tree, NodeId id) {
        var row = tree.live(id);
        if (row == null) {
            throw gone();
        }
        return row;
    }

    private static ProblemException gone() {
        return ProblemException.notFound("The conflict");
    }

    private static void checkSeen(NodeRow row, @Nullable VersionId seen) {
        if (seen != null && (row.body() == null || !seen.equals(row.body().version()))) {
            throw new ProblemException(Problem.STALE_BASE, "“" + row.name() + "” was written to meanwhile");
        }
    }

    private static void discard(Tree tree, NodeRow unwanted, NodeRow wanted, @Nullable String asOf) {
        if (tree.ancestry().within(wanted, unwanted.id())) {
            throw new ProblemException(
                    Problem.CONFLICT, "What would be kept lies in what would go to the trash; move one of them first");
        }
        if (unwanted.isFolder() && asOf != null && !tree.isKnown(unwanted, asOf)) {
            throw new ProblemException(
                    Problem.STALE_BASE, "Something in “" + unwanted.name() + "” was changed meanwhile");
        }
        tree.trash(unwanted);
    }

    /** Files keep their history: the copy's bytes become a version. Anything else takes the other's place. */
    private NodeRow replace(Tree tree, NodeRow copy, NodeRow original, @Nullable String asOf) {
        var bytes = copy.body();
        if (bytes == null || original.body() == null) {
            discard(tree, original, copy, asOf);
            return takePlace(tree, copy, original);
        }
        var kept = original;
        if (!bytes.content().equals(original.body().content())) {
            tree.quota().require(bytes.size());
            kept = tree.putVersion(original.with(
                    copy.modified(),
                    new NodeRow.Body(
                            new VersionId(ids.next()),
                            bytes.content(),
                            bytes.size(),
                            bytes.executable(),
                            bytes.attributes())));
            tree.note(Event.Action.EDITED, kept);
        }
        tree.trash(copy);
        return kept;
    }

    private static NodeRow takePlace(Tree tree, NodeRow copy, NodeRow original) {
        var parent = Objects.requireNonNull(original.parent(), "the root is in no conflict");
        var folder = Objects.requireNonNull(tree.live(parent), "what was live lies in what is live");
        if (tree.ancestry().within(folder, copy.id())) {
            throw new ProblemException(Problem.WOULD_CYCLE, "A folder cannot be moved into itself");
        }
        tree.misfit(copy, folder, original.name()).ifPresent(misfit -> {
            throw new ProblemException(Problem.INVALID_NAME, "It does not fit there: " + misfit);
        });
        var moved = tree.put(copy.movedTo(parent, original.name()));
        tree.note(parent.equals(copy.parent()) ? Event.Action.RENAMED : Event.Action.MOVED, moved);
        return moved;
    }
}
