package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.engine.EngineStatus.Held;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.reconcile.Plan;
import dev.cairn.desktop.reconcile.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stops deletions on the server when so much vanished from the disk at once that an accident is likelier than a wish: more than
 * a hundred files within a minute, and either nine tenths of all, or what lay in a folder that is now another one (which is
 * what a disk that was unmounted inside the folder looks like). From then on every deletion waits until somebody says that it
 * was meant, or that it was not, or until nothing is missing any more.
 */
final class DeletionGuard {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final double NEARLY_ALL = 0.9;

    private final Replica trees;
    private final int filesMax;
    private final Map<NodeId, Instant> sent = new HashMap<>();
    private final Set<NodeId> meant = new HashSet<>();
    private @Nullable String hold;
    private Set<NodeId> withheld = Set.of();
    private @Nullable Held status;

    /** @param filesMax how many files may always go at once */
    DeletionGuard(Replica trees, int filesMax) {
        this.trees = trees;
        this.filesMax = filesMax;
    }

    /** Goes on with a hold an earlier process began; empty: there was none. */
    void resume(String id) {
        hold = id.isEmpty() ? null : id;
    }

    boolean isHolding() {
        return hold != null;
    }

    /** From now on every deletion waits; {@code id} names this hold, so that an answer is never taken for one to a later hold. */
    void hold(String id) {
        hold = id;
    }

    /** What the last plan left alone because of the hold. */
    void withhold(Set<NodeId> nodes) {
        withheld = nodes;
        var id = hold;
        status = id == null || nodes.isEmpty() ? null : new Held(id, files(nodes), known());
    }

    Set<NodeId> withheld() {
        return withheld;
    }

    /** The hold is over. */
    void release() {
        hold = null;
        withhold(Set.of());
    }

    /** The hold is over, and what it withheld does not count again. */
    void releaseAsMeant() {
        meant.addAll(withheld);
        release();
    }

    boolean isAbout(String id) {
        return id.equals(hold);
    }

    /** For people and programs; null when nothing is held. */
    @Nullable
    Held status() {
        return status;
    }

    /** Whether the deletions of this plan, and of those sent in the last minute, are too many. */
    boolean isTooMuch(Plan plan, Instant now) {
        int files = 0;
        boolean replaced = false;
        for (var step : plan.steps()) {
            if (step instanceof Step.DeleteRemote delete) {
                files += files(trees.remote().subtree(delete.node()));
                replaced |= wasInReplacedFolder(delete.node());
            }
        }
        if (files == 0) {
            return false;
        }
        sent.values().removeIf(at -> at.plus(WINDOW).isBefore(now));
        int before = sent.size();
        return files + before > filesMax && (replaced || files + before >= NEARLY_ALL * (unsent() + before));
    }

    /** These deletions are on their way. */
    void sent(Collection<NodeId> nodes, Instant now) {
        for (var id : nodes) {
            if (counts(id)) {
                sent.put(id, now);
            }
        }
        meant.removeAll(nodes);
    }

    private int files(Collection<NodeId> nodes) {
        return (int) nodes.stream().filter(this::counts).count();
    }

    private boolean counts(NodeId id) {
        var remote = trees.remote().get(id);
        return remote != null && !remote.folder() && !meant.contains(id) && !sent.containsKey(id);
    }

    private int known() {
        return known(Set.of());
    }

    /** What is agreed on but for what was sent: a deletion that the server has not answered yet is in both. */
    private int unsent() {
        return known(sent.keySet());
    }

    private int known(Set<NodeId> without) {
        int files = 0;
        for (var synced : trees.synced().all()) {
            if (!synced.folder() && !without.contains(synced.id())) {
                files++;
            }
        }
        return files;
    }

    private boolean wasInReplacedFolder(NodeId id) {
        var remote = trees.remote().get(id);
        var parent = remote == null ? null : remote.parent();
        if (parent == null || parent.equals(trees.root())) {
            return false;
        }
        var local = trees.local().get(parent);
        var synced = trees.synced().get(parent);
        return local != null
                && synced != null
                && local.stamp().inode() != 0
                && synced.stamp().inode() != 0
                && !local.stamp().sameObject(synced.stamp());
    }
}
