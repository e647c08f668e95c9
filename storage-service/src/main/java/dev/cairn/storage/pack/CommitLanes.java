package dev.cairn.storage.pack;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.blob.Region;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A committer per region, so that no pack holds bytes of two; one for all where stores are not routed by region. */
public final class CommitLanes implements AutoCloseable {
    private final Map<Optional<Region>, PackCommitter> committers;
    private final Function<SpaceId, Optional<Region>> regionOf;

    /**
     * @param committers by region; closed with this
     * @param regionOf says for each space one of these regions, or fails
     */
    public CommitLanes(Map<Optional<Region>, PackCommitter> committers, Function<SpaceId, Optional<Region>> regionOf) {
        this.committers = Map.copyOf(committers);
        this.regionOf = regionOf;
    }

    /** Where new records of the space are committed. */
    public PackCommitter of(SpaceId space) {
        var committer = committers.get(regionOf.apply(space));
        if (committer == null) {
            throw new IllegalStateException("a region without a committer");
        }
        return committer;
    }

    /** Writes what waits. */
    @Override
    public void close() {
        committers.values().forEach(PackCommitter::close);
    }
}
