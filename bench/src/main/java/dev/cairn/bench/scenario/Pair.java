package dev.cairn.bench.scenario;

import dev.cairn.bench.ProcessUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Something that keeps the folders of two devices equal: Cairn, or one of its peers. Runs from when it is made until it is closed. */
interface Pair extends AutoCloseable {
    /** For people. */
    String name();

    /** The folder of device A, where all changes are made. */
    Path a();

    /** The folder of device B. */
    Path b();

    /** Carries over what has changed on A, for programs that run when they are told to; false: it watches, and nothing is done. */
    default boolean carry() throws IOException {
        return false;
    }

    /** What went over the wire so far. */
    Wire wire();

    /** What the parts of it that still run have used so far, by name. */
    default Map<String, ProcessUsage> parts() {
        return Map.of();
    }

    @Override
    void close() throws IOException;
}
