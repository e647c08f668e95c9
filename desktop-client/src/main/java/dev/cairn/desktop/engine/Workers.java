package dev.cairn.desktop.engine;

import java.util.function.Supplier;

/** Runs what takes time beside the control thread and reports back to it. */
interface Workers {
    /** Jobs of one lane may wait for each other, never for those of another. */
    enum Lane {
        /** Reads and writes files and moves their bytes; several at a time. */
        BYTES,
        /** Commits; one at a time, in order. */
        COMMIT,
        /** Pulls; one at a time. */
        PULL
    }

    /** Runs {@code job} and posts what it returns to the engine. The job does not throw. */
    void submit(Lane lane, Supplier<Event> job);
}
