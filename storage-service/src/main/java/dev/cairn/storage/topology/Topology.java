package dev.cairn.storage.topology;

import dev.cairn.storage.blob.Region;
import dev.cairn.storage.blob.redundant.RedundancySettings;
import dev.cairn.storage.blob.s3.S3Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A description of a store and of those below it; opens nothing. {@link TopologyReader} reads it from settings, {@link BlobStores}
 * makes it real. A kind of store is a record here, a case there and there, and a section of {@code docs/storage.md}.
 */
public sealed interface Topology {
    /** The operator's name for the store, one store each: in errors, health and metrics. */
    String name();

    /** The stores it stands on. */
    default List<Topology> children() {
        return List.of();
    }

    /** The largest length from which on a store here codes blobs; shorter ones it copies. Nothing when none codes. */
    default OptionalLong codedFrom() {
        var own = this instanceof ErasureCoded coded
                ? LongStream.of(coded.settings().codedFrom())
                : LongStream.empty();
        return LongStream.concat(own, children().stream().flatMapToLong(child -> child.codedFrom().stream()))
                .max();
    }

    /** The part that routes by region: the root or nothing, since what stands over it would bring blobs out of their region. */
    default Optional<Routed> routed() {
        return this instanceof Routed found ? Optional.of(found) : Optional.empty();
    }

    /**
     * Blobs in the heap, for trying out; gone when the process ends.
     *
     * @param bytesMax room for blobs
     */
    record Memory(String name, long bytesMax) implements Topology {}

    /**
     * Blobs as files.
     *
     * @param folder of this process alone
     * @param freeBytesMin puts are refused that would leave less of the disk free
     * @param direct whether long blobs may be written around the page cache
     */
    record Local(String name, Path folder, long freeBytesMin, boolean direct) implements Topology {}

    /** Blobs as objects of a bucket. */
    record S3(String name, S3Settings settings) implements Topology {}

    /**
     * A store per region, by residency.
     *
     * @param regions at least one
     * @param home one of them: where bytes go of which nothing else was said
     */
    record Routed(String name, Map<Region, Topology> regions, Region home) implements Topology {
        /** Copies the map, in order of the regions. */
        public Routed {
            regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
        }

        @Override
        public List<Topology> children() {
            return List.copyOf(regions.values());
        }
    }

    /**
     * New blobs in one store, old ones in another.
     *
     * @param coldAfter how long a blob stays hot
     */
    record Tiered(String name, Topology hot, Topology cold, Duration coldAfter) implements Topology {
        @Override
        public List<Topology> children() {
            return List.of(hot, cold);
        }
    }

    /** Blobs in one store, copied to another soon after. */
    record Mirrored(String name, Topology primary, Topology mirror) implements Topology {
        @Override
        public List<Topology> children() {
            return List.of(primary, mirror);
        }
    }

    /**
     * Whole copies of every blob on several devices.
     *
     * @param parts each of which holds at most one shard of a blob
     */
    record Replicated(String name, List<Part> parts, RedundancySettings settings) implements Topology {
        @Override
        public List<Topology> children() {
            return parts.stream().map(Part::store).toList();
        }
    }

    /**
     * Long blobs as shards of a Reed-Solomon code, short ones as copies.
     *
     * @param parts each of which holds at most one shard of a blob
     */
    record ErasureCoded(String name, List<Part> parts, RedundancySettings settings) implements Topology {
        @Override
        public List<Topology> children() {
            return parts.stream().map(Part::store).toList();
        }
    }

    /**
     * A device of a redundant store.
     *
     * @param domain what fails together with it
     * @param weight its share of the data beside that of others
     */
    record Part(Topology store, String domain, double weight) {}
}
