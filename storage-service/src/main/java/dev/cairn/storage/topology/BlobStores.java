package dev.cairn.storage.topology;

import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Region;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.blob.metered.MeteredBlobStore;
import dev.cairn.storage.blob.mirrored.MirroredBlobStore;
import dev.cairn.storage.blob.redundant.Device;
import dev.cairn.storage.blob.redundant.RedundantStores;
import dev.cairn.storage.blob.routed.RoutedBlobStore;
import dev.cairn.storage.blob.s3.S3BlobStore;
import dev.cairn.storage.blob.tiered.TieredBlobStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Opens stores as a {@link Topology} describes them. Not thread-safe. */
public final class BlobStores {
    private final DataSource database;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final RedundantStores redundant;
    private final Deque<BlobStore> opened = new ArrayDeque<>();

    /**
     * @param database with the schema {@code storage}, where composites keep their records
     * @param metrics gets what each store does, by its name
     * @param redundant opens redundant stores, and knows them afterwards
     */
    public BlobStores(DataSource database, InstantSource clock, MeterRegistry metrics, RedundantStores redundant) {
        this.database = database;
        this.clock = clock;
        this.metrics = metrics;
        this.redundant = redundant;
    }

    /**
     * Opens the whole tree; closing its root closes all of it. When a store cannot be opened, those before it are closed again.
     *
     * @throws IOException if a disk or server does not answer
     * @throws IllegalStateException if another process uses a folder
     */
    public BlobStore build(Topology topology) throws IOException {
        try {
            return open(topology);
        } catch (IOException | RuntimeException e) {
            opened.forEach(BlobStore::close);
            throw e;
        } finally {
            opened.clear();
        }
    }

    private BlobStore open(Topology topology) throws IOException {
        var store =
                switch (topology) {
                    case Topology.Memory memory -> new MemoryBlobStore(memory.bytesMax());
                    case Topology.Local local ->
                        new LocalBlobStore(local.folder(), local.freeBytesMin(), local.direct());
                    case Topology.S3 s3 -> new S3BlobStore(s3.settings(), clock);
                    case Topology.Replicated copies -> redundant.open(copies.settings(), devices(copies.parts()));
                    case Topology.ErasureCoded coded -> redundant.open(coded.settings(), devices(coded.parts()));
                    case Topology.Routed routed -> routed(routed);
                    case Topology.Tiered tiered -> tiered(tiered);
                    case Topology.Mirrored mirrored -> mirrored(mirrored);
                };
        var metered = new MeteredBlobStore(store, topology.name(), metrics);
        opened.push(metered);
        return metered;
    }

    private BlobStore routed(Topology.Routed routed) throws IOException {
        var stores = new TreeMap<Region, BlobStore>();
        for (var region : routed.regions().entrySet()) {
            stores.put(region.getKey(), open(region.getValue()));
        }
        return new RoutedBlobStore(stores, routed.home());
    }

    private BlobStore tiered(Topology.Tiered tiered) throws IOException {
        var hot = open(tiered.hot());
        var store = TieredBlobStore.of(hot, open(tiered.cold()), tiered.name(), database, clock, tiered.coldAfter());
        store.startMoving(tiered.name());
        return store;
    }

    private BlobStore mirrored(Topology.Mirrored mirrored) throws IOException {
        var primary = open(mirrored.primary());
        var store = MirroredBlobStore.of(primary, open(mirrored.mirror()), mirrored.name(), database, clock);
        store.startMirroring(mirrored.name());
        Gauge.builder("cairn.storage.mirror.lag", store, mirror -> mirror.lag().toMillis() / 1000.0)
                .description("How long the oldest change has been waiting that the mirror lacks")
                .baseUnit("seconds")
                .tags("store", mirrored.name())
                .register(metrics);
        Gauge.builder("cairn.storage.mirror.waiting", store, mirror -> (double) mirror.waiting())
                .description("Changes that the mirror lacks")
                .tags("store", mirrored.name())
                .register(metrics);
        return store;
    }

    /** Opened, and opened again, by the redundant store itself: one that is not there must not keep the others from starting. */
    private List<Device> devices(List<Topology.Part> parts) {
        return parts.stream().map(this::device).toList();
    }

    private Device device(Topology.Part part) {
        return new Device(part.store().name(), part.domain(), part.weight(), () -> new BlobStores(
                        database, clock, metrics, redundant)
                .build(part.store()));
    }
}
