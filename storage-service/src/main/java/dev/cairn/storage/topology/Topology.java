package dev.cairn.storage.topology;

import dev.cairn.storage.blob.s3.S3Settings;
import java.nio.file.Path;

/**
 * A description of a store and of those below it; opens nothing. {@link TopologyReader} reads it from settings, {@link BlobStores}
 * makes it real. A kind of store is a record here, a case there and there, and a section of {@code docs/storage.md}.
 */
public sealed interface Topology {
    /** The operator's name for the store, one store each: in errors, health and metrics. */
    String name();

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
     */
    record Local(String name, Path folder, long freeBytesMin) implements Topology {}

    /** Blobs as objects of a bucket. */
    record S3(String name, S3Settings settings) implements Topology {}
}
