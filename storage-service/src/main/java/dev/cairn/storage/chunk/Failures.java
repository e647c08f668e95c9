package dev.cairn.storage.chunk;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.pack.DamagedException;
import java.util.function.Supplier;

/** Tells callers of this service what the layers below it met, as problems of the catalogue. */
public final class Failures {
    private Failures() {}

    /** Runs {@code work}; its failures come out as {@link ProblemException}. */
    public static <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (BlobException e) {
            throw e.reason() == BlobException.Reason.FULL
                    ? new ProblemException(Problem.STORAGE_FULL, "The server's disk is full; nothing was lost", e)
                    : new ProblemException(Problem.UNAVAILABLE, "The server's storage does not answer", e);
        } catch (DamagedException e) {
            throw new ProblemException(Problem.DAMAGED, "Some stored bytes are damaged; nothing wrong was sent", e);
        }
    }
}
