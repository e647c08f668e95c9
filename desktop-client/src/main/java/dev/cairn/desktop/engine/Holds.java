package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nodes left alone for a while because something did not work; longer each time it fails again. */
final class Holds {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofMinutes(3);

    private record Hold(
            Instant until, int failures, @Nullable String why) {}

    private final Map<NodeId, Hold> holds = new HashMap<>();

    boolean holds(NodeId id, Instant now) {
        var hold = holds.get(id);
        return hold != null && now.isBefore(hold.until);
    }

    /** @param why for people; null when it is only a matter of moments */
    void hold(NodeId id, Instant now, Duration atLeast, @Nullable String why) {
        var before = holds.get(id);
        int failures = before == null ? 1 : before.failures + 1;
        var wait = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        wait = wait.compareTo(atLeast) < 0 ? atLeast : wait;
        holds.put(id, new Hold(now.plus(wait), failures, why));
    }

    void release(NodeId id) {
        holds.remove(id);
    }

    void releaseAll(Set<NodeId> ids) {
        holds.keySet().removeAll(ids);
    }

    void clear() {
        holds.clear();
    }

    /** When the next hold ends; null when there is none. */
    @Nullable
    Instant nextEnd(Instant now) {
        holds.values().removeIf(hold -> hold.until.plus(REMEMBERED).isBefore(now));
        return holds.values().stream()
                .map(Hold::until)
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Reasons people should know, by node. */
    Map<NodeId, String> reasons(Instant now) {
        var reasons = new HashMap<NodeId, String>();
        holds.forEach((id, hold) -> {
            if (hold.why != null && now.isBefore(hold.until)) {
                reasons.put(id, hold.why);
            }
        });
        return reasons;
    }

    /** How often a held node failed. */
    int failures(NodeId id) {
        var hold = holds.get(id);
        return hold == null ? 0 : hold.failures;
    }

    boolean isEmpty(Instant now) {
        return holds.values().stream().noneMatch(hold -> now.isBefore(hold.until));
    }
}
