package dev.cairn.desktop.engine;

import java.util.concurrent.Callable;
import java.util.function.Function;
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

    /**
     * Runs {@code job} and posts what it returns, or {@code failure} of what it threw, whatever that was: an engine that waits
     * for an answer waits for ever if none comes.
     */
    default void submit(Lane lane, Callable<Event> job, Function<Exception, Event> failure) {
        submit(lane, () -> {
            try {
                return job.call();
            } catch (Exception e) {
                return failure.apply(e);
            } catch (Error e) {
                return failure.apply(unexpected(e));
            }
        });
    }

    /** An error of the machine (no memory, a class that is missing) as something to report like any other failure. */
    static Exception unexpected(Error error) {
        return new IllegalStateException("something unexpected happened: " + error, error);
    }
}
