package dev.cairn.storage.residency;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.SpaceResidency;
import dev.cairn.storage.blob.Region;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rule of residency. A space may have a list of regions its bytes may be in; without one that is the home region. New bytes go to
 * the first of them. When stores are not routed by region there is nothing to choose, and nobody is asked.
 */
public final class Residency {
    private static final int REGIONS_MAX = 16;

    private final Regions regions;
    private final ResidencyStore store;

    Residency(Regions regions, ResidencyStore store) {
        this.regions = regions;
        this.store = store;
    }

    /** Regions that have a store; none when stores are not routed. */
    public Set<Region> regions() {
        return regions.all();
    }

    /**
     * Where new bytes of the space go; empty when stores are not routed. {@link Problem#UNAVAILABLE} when none of the regions that
     * the space allows has a store: they go nowhere else.
     */
    public Optional<Region> regionOf(SpaceId space) {
        if (regions.all().isEmpty()) {
            return Optional.empty();
        }
        var region = allowed(space).stream().filter(regions.all()::contains).findFirst();
        if (region.isEmpty()) {
            throw new ProblemException(
                    Problem.UNAVAILABLE, "No region in which the bytes of this space may be has a store");
        }
        return region;
    }

    private List<Region> allowed(SpaceId space) {
        var said = store.find(space);
        return said.isEmpty() ? List.of(regions.home()) : said;
    }

    /** What holds for the space, and how much of it was stored elsewhere before. */
    SpaceResidency look(SpaceId space) {
        if (regions.all().isEmpty()) {
            return new SpaceResidency(List.of(), 0);
        }
        var allowed = allowed(space);
        return new SpaceResidency(
                allowed.stream().map(Region::code).toList(),
                store.packsOutside(space, allowed, allowed.contains(regions.home())));
    }

    /** From now on. Each of the regions must have a store, so that a slip of the pen stops no uploads. */
    void allow(SpaceId space, List<String> codes) {
        var asked = new LinkedHashSet<Region>();
        try {
            codes.forEach(code -> asked.add(new Region(code)));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("regions", "A region is two letters a-z");
        }
        if (asked.isEmpty() || asked.size() > REGIONS_MAX) {
            throw ProblemException.invalid("regions", "A space is allowed 1 to " + REGIONS_MAX + " regions");
        }
        if (regions.all().isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "The stores of this server are not routed by region, so there is nothing to choose");
        }
        if (!regions.all().containsAll(asked)) {
            throw ProblemException.invalid("regions", "There are stores in " + regions.all() + " only");
        }
        store.put(space, List.copyOf(asked));
    }
}
