package dev.cairn.bench.proof;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A server, in one of the ways Cairn runs, that can be killed and comes back. */
sealed interface Deployment extends AutoCloseable permits OneProcess, ProcessPerService {
    /** A process about to be killed. */
    record Victim(String name, ProcessHandle process) {
        /** {@code kill -9}; returns at once. */
        void kill() {
            process.destroyForcibly();
        }
    }

    /** Where clients sign in; stays the same. */
    URI url();

    /** Chooses a running process, ahead of the moment. */
    Victim victim(SplittableRandom random) throws IOException, InterruptedException;

    /** Makes sure that what was killed is there again; returns when all of it is ready. */
    void revive() throws IOException, InterruptedException;

    /** How much lies in the object store. */
    long storedBytes() throws IOException;

    /** The size of all files below a folder that others write to. */
    static long bytesBelow(Path folder) throws IOException {
        return Snapshot.glance(folder).bytes();
    }

    /** Stops everything; the data stays. */
    @Override
    void close();
}
