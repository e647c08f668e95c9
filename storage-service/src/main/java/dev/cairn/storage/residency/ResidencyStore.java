package dev.cairn.storage.residency;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.blob.Region;
import java.util.List;

/** What was said of spaces. */
interface ResidencyStore {
    /** The regions allowed to the space, the preferred one first; none when nothing was said. */
    List<Region> find(SpaceId space);

    /** Durable on return. */
    void put(SpaceId space, List<Region> regions);

    /**
     * How many packs with records of the space are in other regions.
     *
     * @param unmarkedAllowed whether packs that name no region are where they may be
     */
    long packsOutside(SpaceId space, List<Region> regions, boolean unmarkedAllowed);
}
