package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.reconcile.Plan;
import dev.cairn.desktop.reconcile.Scope;
import dev.cairn.desktop.reconcile.Step;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which folders of the space are not kept on this device (ADR 0162). What is said counts from the next look at all of the disk on, and is
 * in the journal before anything is removed because of it.
 */
final class Selection {
    private static final String FACT = "unselected";
    private static final String LEAVING = "leaving";

    private final Replica trees;
    private final Ledger ledger;
    private final Remainders remainders;
    private Set<NodeId> unselected = Set.of();
    private @Nullable Set<NodeId> wanted;
    /** What the last plan began to remove though it was agreed to be outside of these folders; what lies in it is meant too. */
    private Set<NodeId> leaving = Set.of();

    Selection(Replica trees, Ledger ledger) {
        this.trees = trees;
        this.ledger = ledger;
        this.remainders = new Remainders(trees, ledger);
    }

    /** Goes on with what an earlier process was told. */
    void resume() {
        unselected = ids(FACT);
        leaving = ids(LEAVING);
        remainders.resume();
    }

    private Set<NodeId> ids(String fact) {
        var known = ledger.fact(fact, "");
        return known.isEmpty()
                ? Set.of()
                : Arrays.stream(known.split(" "))
                        .map(id -> new NodeId(UUID.fromString(id)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private void note(String fact, Set<NodeId> ids) {
        ledger.note(fact, ids.stream().map(NodeId::toString).sorted().collect(Collectors.joining(" ")));
    }

    /** What stays on this disk of folders that left. */
    Remainders remainders() {
        return remainders;
    }

    /** These folders, and nothing else, are not to be kept here. Returns whether that is news; then all of the disk has to be looked at. */
    boolean want(Set<NodeId> folders) {
        var fresh = new HashSet<>(folders);
        fresh.remove(trees.root());
        boolean news = !fresh.equals(wanted == null ? unselected : wanted);
        if (news) {
            wanted = Set.copyOf(fresh);
        }
        return news;
    }

    /**
     * All of the disk has been looked at since the last word: it counts from now on. What was agreed on in a folder that is or was left out
     * and is not here was not deleted by anybody, and is forgotten, in the same save as the word.
     */
    void take() throws IOException {
        // As was agreed: what the server moved out of it meanwhile may be gone because it was in it.
        unselected.forEach(id -> forgetMissing(trees.synced().subtree(id)));
        forgetLeft();
        remainders.tidy();
        var next = wanted;
        if (next == null) {
            return;
        }
        for (var id : unselected) {
            if (!next.contains(id)) {
                forgetMissing(trees.remote().subtree(id));
            }
        }
        note(FACT, next);
        ledger.flush();
        unselected = next;
        wanted = null;
    }

    /** The save that says that nothing is leaving any more has forgotten what left. */
    private void forgetLeft() {
        if (!leaving.isEmpty()) {
            leaving.forEach(id -> forgetMissing(trees.synced().subtree(id)));
            leaving = Set.of();
            note(LEAVING, leaving);
        }
    }

    /**
     * Something moved into a folder that is left out is about to be removed here. Until that is in the journal it is agreed to be where it
     * was; should it come back there meanwhile, a new process must not take it for deleted. Returns whether there is anything to be made
     * durable before the plan is carried out.
     */
    boolean leave(Plan plan, Scope scope) {
        var brought = new HashSet<NodeId>();
        for (var step : plan.steps()) {
            if (step instanceof Step.RemoveLocal(var id) && scope.unselected().test(id) && isAgreedOutside(id)) {
                brought.add(id);
            }
        }
        if (brought.isEmpty()) {
            return false;
        }
        leaving = brought.stream()
                .filter(id -> !brought.contains(
                        Objects.requireNonNull(trees.synced().get(id)).parent()))
                .collect(Collectors.toUnmodifiableSet());
        note(LEAVING, leaving);
        return true;
    }

    private boolean isAgreedOutside(NodeId id) {
        return trees.synced().contains(id)
                && unselected.stream().noneMatch(folder -> trees.synced().isWithin(id, folder));
    }

    private void forgetMissing(List<NodeId> nodes) {
        for (var id : nodes) {
            if (!trees.local().contains(id)) {
                trees.synced().remove(id);
            }
        }
    }

    /** Nodes of folders that are not selected, with these folders: as the server's tree is now, and where it has one no longer, as was agreed. */
    Predicate<NodeId> unselected() {
        if (unselected.isEmpty()) {
            return id -> false;
        }
        var nodes = new HashSet<NodeId>();
        for (var id : unselected) {
            if (!nodes.contains(id)) {
                nodes.addAll(trees.remote().subtree(id));
            }
            trees.synced().subtree(id).stream()
                    .filter(each -> !trees.remote().contains(each))
                    .forEach(nodes::add);
        }
        return nodes::contains;
    }
}
