package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds nodes that wait for each other in a circle: for a name, or for a folder that waits for a name. */
final class Waits {
    private Waits() {}

    /**
     * A node of some circle.
     *
     * @param next what a node waits for; null when it waits for nothing that could be part of a circle
     * @param wanted which node of a circle will do
     */
    static @Nullable NodeId inCircle(
            Collection<NodeId> starts, Function<NodeId, @Nullable NodeId> next, Predicate<NodeId> wanted) {
        var done = new HashSet<NodeId>();
        for (var start : starts) {
            var trail = new LinkedHashSet<NodeId>();
            @Nullable NodeId at = start;
            while (at != null && !done.contains(at) && trail.add(at)) {
                at = next.apply(at);
            }
            if (at != null && trail.contains(at)) {
                boolean inside = false;
                for (var id : trail) {
                    inside |= id.equals(at);
                    if (inside && wanted.test(id)) {
                        return id;
                    }
                }
            }
            done.addAll(trail);
        }
        return null;
    }
}
