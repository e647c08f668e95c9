package dev.cairn.contracts.storage;

import java.util.List;

/**
 * Regions in which bytes may be.
 *
 * @param regions 1 to 16 regions of two letters each; new bytes go to the first that has a store
 */
public record AllowedRegions(List<String> regions) {
    /** Copies the list. */
    public AllowedRegions {
        regions = List.copyOf(regions);
    }
}
