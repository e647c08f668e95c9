package dev.cairn.bench.proof;

import java.io.IOException;
import java.nio.file.Path;

/** Something people do to their files, and what has to come of it. */
interface Step {
    /** Where a step is. */
    record Seen(Path b, int differencesBefore, Count differences, long bytesStored, long nanos) {}

    /** Counted only when it is asked for: it takes a while. */
    interface Count {
        int now() throws IOException;
    }

    /** What is done while no client runs. */
    default void whileOff(Path a, Path b) throws IOException {}

    /** What is done on A under the eyes of both clients. */
    default void whileRunning(Path a) throws IOException {}

    /** How far it is: 0 at the beginning, 1 or more at the end. */
    default double progress(Seen seen) throws IOException {
        return 1 - (double) seen.differences().now() / seen.differencesBefore();
    }

    /** The folders are equal; are they also what they have to be? Throws {@link Failure} if not. */
    void check(Snapshot found);
}
