package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to do next, in order. Steps of one plan may build on earlier ones of the same plan (a folder, then what goes into it).
 *
 * @param unholdable nodes of the server whose names cannot exist here, and why
 * @param kept nodes on disk that cannot be on the server because of what is not selected, and why
 * @param leftOut how many things on disk stay there because of a rule, folders counted as one with what is in them
 * @param held nodes that would be deleted on the server, were deletions not held; folders and what is in them
 */
public record Plan(
        List<Step> steps, Map<NodeId, String> unholdable, Map<NodeId, String> kept, int leftOut, Set<NodeId> held) {
    /** Copies. */
    public Plan {
        steps = List.copyOf(steps);
        unholdable = Map.copyOf(unholdable);
        kept = Map.copyOf(kept);
        held = Set.copyOf(held);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
