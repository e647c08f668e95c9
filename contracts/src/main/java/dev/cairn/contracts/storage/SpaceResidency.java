package dev.cairn.contracts.storage;

import java.util.List;

/**
 * Where the bytes of a space may be, and whether they are.
 *
 * @param regions as allowed, the preferred one first
 * @param packsOutside packs with bytes of the space that were stored elsewhere, when something else was allowed
 */
public record SpaceResidency(List<String> regions, long packsOutside) {
    /** Copies the list. */
    public SpaceResidency {
        regions = List.copyOf(regions);
    }
}
