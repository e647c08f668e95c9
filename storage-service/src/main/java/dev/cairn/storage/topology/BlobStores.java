package dev.cairn.storage.topology;

import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.blob.metered.MeteredBlobStore;
import dev.cairn.storage.blob.s3.S3BlobStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Opens stores as a {@link Topology} describes them. Not thread-safe. */
public final class BlobStores {
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Deque<BlobStore> opened = new ArrayDeque<>();

    /** @param metrics gets what each store does, by its name */
    public BlobStores(InstantSource clock, MeterRegistry metrics) {
        this.clock = clock;
        this.metrics = metrics;
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
                    case Topology.Local local -> new LocalBlobStore(local.folder(), local.freeBytesMin());
                    case Topology.S3 s3 -> new S3BlobStore(s3.settings(), clock);
                };
        var metered = new MeteredBlobStore(store, topology.name(), metrics);
        opened.push(metered);
        return metered;
    }
}
