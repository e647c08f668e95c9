package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.engine.Event.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is under way, what is left alone for a while because it did not work, and whether it is time for another plan. */
final class Agenda {
    private final InstantSource clock;
    private final Holds holds = new Holds();
    private final Set<NodeId> busy = new HashSet<>();
    /** Nodes that are busy because the folder they are in is being deleted on the server. */
    private final Map<NodeId, Set<NodeId>> deleting = new HashMap<>();

    /** Files of a group that was refused as a whole: which of them it was about only tells when each is sent alone. */
    private final Set<NodeId> singly = new HashSet<>();

    private final Map<Transfer, Integer> jobs = new HashMap<>();
    private boolean planWanted = true;
    private @Nullable Instant wakeAt;

    Agenda(InstantSource clock) {
        this.clock = clock;
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    // ---- under way ----

    boolean isBusy(NodeId id) {
        return busy.contains(id);
    }

    void begin(NodeId id) {
        busy.add(id);
    }

    void begin(Collection<NodeId> ids) {
        busy.addAll(ids);
    }

    /** A node is being deleted on the server with all below it. */
    void beginDeleting(NodeId id, Set<NodeId> below) {
        deleting.put(id, below);
        busy.addAll(below);
        busy.add(id);
    }

    void end(NodeId id) {
        busy.remove(id);
    }

    void end(Collection<NodeId> ids) {
        busy.removeAll(ids);
    }

    /** An edit of the node was answered. */
    void endEdit(NodeId id) {
        var below = deleting.remove(id);
        if (below != null) {
            busy.removeAll(below);
        }
        busy.remove(id);
    }

    int jobs(Transfer kind) {
        return jobs.getOrDefault(kind, 0);
    }

    void beginJob(Transfer kind, Collection<NodeId> nodes) {
        busy.addAll(nodes);
        jobs.merge(kind, 1, Integer::sum);
    }

    void endJob(Transfer kind) {
        jobs.merge(kind, -1, Integer::sum);
    }

    /** Each of these goes alone the next time. */
    void goSingly(Collection<NodeId> ids) {
        singly.addAll(ids);
    }

    /** Whether a node goes alone this time; asked once for each. */
    boolean takeSingly(NodeId id) {
        return singly.remove(id);
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return busy.isEmpty() && jobs.values().stream().allMatch(count -> count == 0);
    }

    // ---- left alone ----

    /** @param why for people; null when it is only a matter of moments */
    void hold(NodeId id, @Nullable String why) {
        hold(id, Duration.ZERO, why);
    }

    void hold(NodeId id, Duration atLeast, @Nullable String why) {
        holds.hold(id, clock.instant(), atLeast, why);
    }

    void release(NodeId id) {
        holds.release(id);
    }

    void releaseAll(Set<NodeId> ids) {
        holds.releaseAll(ids);
    }

    void releaseAll() {
        holds.clear();
    }

    /** How often a held node failed. */
    int failures(NodeId id) {
        return holds.failures(id);
    }

    boolean holdsAny() {
        return !holds.isEmpty(clock.instant());
    }

    Map<NodeId, String> reasons() {
        return holds.reasons(clock.instant());
    }

    /** Nodes no plan touches now. */
    Predicate<NodeId> leftAlone() {
        var now = clock.instant();
        return id -> busy.contains(id) || holds.holds(id, now);
    }

    // ---- the next plan ----

    void wantPlan() {
        planWanted = true;
    }

    boolean isPlanWanted() {
        return planWanted;
    }

    void planned() {
        planWanted = false;
    }

    /** There will be something to plan at this time. */
    void wakeAt(@Nullable Instant time) {
        wakeAt = earlier(wakeAt, time);
    }

    void wakeWhenAHoldEnds() {
        wakeAt(holds.nextEnd(clock.instant()));
    }

    /** Whether the time to wake has come; asked once for each. */
    boolean takeWake() {
        var wake = wakeAt;
        if (wake != null && !clock.instant().isBefore(wake)) {
            wakeAt = null;
            return true;
        }
        return false;
    }

    /** When there will be something to do; null: not by itself. */
    @Nullable
    Instant nextWake() {
        return earlier(holds.nextEnd(clock.instant()), wakeAt);
    }

    @Override
    public String toString() {
        return "busy " + busy + ", jobs " + jobs + ", plan wanted " + planWanted;
    }
}
