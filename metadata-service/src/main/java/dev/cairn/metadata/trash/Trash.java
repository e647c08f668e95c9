package dev.cairn.metadata.trash;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.metadata.TrashEntry;
import dev.cairn.contracts.metadata.TrashPage;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Names;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.metadata.node.Paging;
import dev.cairn.metadata.node.Tree;
import dev.cairn.metadata.node.TreeEdits;
import dev.cairn.metadata.space.SpaceEntry;
import dev.cairn.metadata.space.SpaceGate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Deleted nodes: one entry for each deletion, with everything that lay below. */
public final class Trash {
    private static final String RESTORED = " (restored)";
    private static final int TWINS_MAX = 1_000;

    private static final Instant MARK_END = Instant.parse("9999-12-31T23:59:59Z");

    private final TransactionOperations transactions;
    private final SpaceGate gate;
    private final TreeEdits edits;
    private final JdbcTrash trash;
    private final InstantSource clock;

    Trash(TransactionOperations transactions, SpaceGate gate, TreeEdits edits, JdbcTrash trash, InstantSource clock) {
        this.transactions = transactions;
        this.gate = gate;
        this.edits = edits;
        this.trash = trash;
        this.clock = clock;
    }

    /** Latest first. Needs the VIEWER role. */
    public TrashPage page(SpaceId space, @Nullable String after, int limit) {
        gate.enter(space, SpaceRole.VIEWER);
        int size = Paging.limit(limit, NodeApi.PAGE_MAX);
        var found = trash.page(space, after == null ? null : mark(after), size + 1);
        var page = found.subList(0, Math.min(size, found.size()));
        return new TrashPage(
                page.stream().map(Trash::entry).toList(), found.size() > size ? text(page.getLast()) : null);
    }

    /** Brings back. Needs the EDITOR role. */
    public Node restore(SpaceId space, NodeId node) {
        return edits.edit(space, SpaceRole.EDITOR, tree -> restore(tree, node)).view();
    }

    private NodeRow restore(Tree tree, NodeId id) {
        var row = tree.find(id);
        if (row == null || trash.find(tree.access().space().id(), id).isEmpty()) {
            throw ProblemException.notFound("The deleted node");
        }
        var space = tree.access().space();
        var parent = row.parent() == null ? null : tree.live(row.parent());
        var folder = parent == null ? space.root() : parent.id();
        var place = Objects.requireNonNull(tree.live(folder), "the root is never deleted");
        var name = freeName(tree, folder, row);
        tree.misfit(row, place, name).ifPresent(misfit -> {
            throw new ProblemException(Problem.INVALID_NAME, "It does not fit there any more: " + misfit);
        });
        var restored = tree.put(row.trashed(null).movedTo(folder, name));
        long below = trash.countBelow(space.id(), id);
        if (below > 0) {
            // Readers forgot everything below when they heard of the deletion: it all is news.
            trash.moveToEnd(space.id(), id, tree.skip(below));
        }
        tree.note(Event.Action.RESTORED, restored);
        return restored;
    }

    private static String freeName(Tree tree, NodeId folder, NodeRow row) {
        if (tree.child(folder, row.name()) == null) {
            return row.name();
        }
        for (int twin = 1; twin <= TWINS_MAX; twin++) {
            var name = Names.with(twin == 1 ? RESTORED : " (restored " + twin + ")", row.name(), row.isFolder());
            if (tree.child(folder, name) == null) {
                return name;
            }
        }
        throw ProblemException.invalid("node", "There are too many restored nodes of this name");
    }

    /** Deletes for good, with all versions. Needs the MANAGER role: nobody can undo it. */
    public void purge(SpaceId space, NodeId node) {
        transactions.executeWithoutResult(_ -> {
            var entry = gate.lock(space, SpaceRole.MANAGER).space();
            if (trash.find(space, node).isEmpty()) {
                throw ProblemException.notFound("The deleted node");
            }
            purge(entry, trash.subtree(space, node));
        });
    }

    /**
     * Deletes for good some of what was deleted before a time: at most {@code limit} nodes. A subtree with more of them leaves the trash
     * first, so that nobody brings back part of it. Part of the caller's transaction, which holds {@code space}. Asks for no role.
     *
     * @return how many nodes are gone; 0 when nothing is left to do
     */
    public int expire(SpaceEntry space, Instant deletedBefore, int limit) {
        var tops = trash.before(space.id(), deletedBefore, limit);
        if (tops.isEmpty()) {
            return 0;
        }
        var nodes = trash.subtrees(space.id(), tops, limit + 1);
        if (nodes.size() > limit) {
            nodes = trash.subtrees(space.id(), tops.subList(0, 1), limit + 1);
        }
        if (nodes.size() > limit) {
            trash.hide(space.id(), tops.getFirst());
            nodes = trash.leaves(space.id(), tops.getFirst(), limit);
        }
        purge(space, nodes);
        return nodes.size();
    }

    private void purge(SpaceEntry space, List<UUID> nodes) {
        gate.write(space.without(nodes.size(), trash.bytes(space.id(), nodes)));
        trash.purge(space.id(), space.root(), nodes, clock.instant());
    }

    private static TrashEntry entry(NodeRow row) {
        var trashed = Objects.requireNonNull(row.trashed());
        return new TrashEntry(row.view(), trashed.path(), trashed.at(), trashed.by());
    }

    private static String text(NodeRow row) {
        return Objects.requireNonNull(row.trashed()).at() + "_" + row.id();
    }

    private static JdbcTrash.Mark mark(String text) {
        try {
            var parts = List.of(text.split("_", 2));
            var at = Instant.parse(parts.getFirst());
            // A forged one may lie beyond what the database can compare with.
            if (at.isAfter(Instant.EPOCH) && at.isBefore(MARK_END)) {
                return new JdbcTrash.Mark(at, NodeId.of(parts.getLast()));
            }
        } catch (DateTimeParseException | IllegalArgumentException e) {
            // Said below.
        }
        throw ProblemException.invalid("after", "This is not a \"next\" of ours");
    }
}
