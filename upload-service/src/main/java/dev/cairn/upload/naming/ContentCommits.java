package dev.cairn.upload.naming;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import java.util.function.LongSupplier;

/**
 * The one way to name contents: pin them in storage, then tell metadata the names and the pin's epoch. When a collection has begun
 * in between, metadata refuses, and both are done again: the second pin either holds against that collection or finds the bytes
 * gone, which is a problem and not a name (ADR 0140).
 */
public final class ContentCommits {
    /** Each further attempt means that another collection of this very space has begun within one request. */
    private static final int ATTEMPTS_MAX = 5;

    private final ChunkApi chunks;
    private final CommitApi commits;

    public ContentCommits(ChunkApi chunks, CommitApi commits) {
        this.chunks = chunks;
        this.commits = commits;
    }

    /**
     * Commits operations.
     *
     * @param pin pins every content they name, durably, and tells the oldest epoch; fails when one is not there; may run again
     * @throws ProblemException as the pin's or the commit's; UNAVAILABLE when collections came in between again and again
     */
    public CommitReply commit(SpaceId space, LongSupplier pin, Operations operations) {
        for (int attempt = 1; ; attempt++) {
            long epoch = pin.getAsLong();
            try {
                return commits.commit(space, epoch, operations);
            } catch (ProblemException e) {
                if (e.problem() != Problem.EXPIRED) {
                    throw e;
                }
                if (attempt == ATTEMPTS_MAX) {
                    throw new ProblemException(Problem.UNAVAILABLE, "The server is tidying up; try again", e);
                }
                // Storage may have lost its epochs, as when its index was rebuilt from packs.
                chunks.epoch(space, fence(e));
            }
        }
    }

    private static long fence(ProblemException refusal) {
        try {
            return Long.parseLong(String.valueOf(refusal.extensions().get("fence")));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
