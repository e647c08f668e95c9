package dev.cairn.bench.scenario;

import dev.cairn.bench.ProcessUsage;
import java.nio.file.Path;

/** A running client and its folder. */
record Device(Path folder, Process process) implements AutoCloseable {
    ProcessUsage usage() {
        return ProcessUsage.of(process.toHandle());
    }

    @Override
    public void close() {
        Programs.stop(process);
    }
}
