package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import java.util.List;
import java.util.Map;

/**
 * What to do next, in order. Steps of one plan may build on earlier ones of the same plan (a folder, then what goes into it).
 *
 * @param unholdable nodes of the server whose names cannot exist here, and why
 */
public record Plan(List<Step> steps, Map<NodeId, String> unholdable) {
    /** Copies. */
    public Plan {
        steps = List.copyOf(steps);
        unholdable = Map.copyOf(unholdable);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
