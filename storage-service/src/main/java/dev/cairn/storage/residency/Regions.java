package dev.cairn.storage.residency;

import dev.cairn.storage.blob.Region;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The regions that have a store, and the one of spaces for which nothing was said. */
public final class Regions {
    /** Stores are not routed. */
    public static final Regions NONE = new Regions(Set.of(), null);

    private final Set<Region> all;
    private final @Nullable Region home;

    private Regions(Set<Region> all, @Nullable Region home) {
        this.all = all;
        this.home = home;
    }

    /** @param home one of them */
    public static Regions of(Set<Region> all, Region home) {
        if (!all.contains(home)) {
            throw new IllegalArgumentException("the home region has no store");
        }
        return new Regions(new TreeSet<>(all), home);
    }

    Set<Region> all() {
        return all;
    }

    Region home() {
        if (home == null) {
            throw new IllegalStateException("stores are not routed by region");
        }
        return home;
    }
}
