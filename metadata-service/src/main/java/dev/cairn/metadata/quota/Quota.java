package dev.cairn.metadata.quota;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes a space holds and may hold. All kept versions count, those in the trash too.
 *
 * @param limit null: none
 */
public record Quota(long used, @Nullable Long limit) {
    private static final long STEPS = 64;

    /** Whether {@code bytes} more fit. Nothing more fits a space that is over its limit, except what needs no room. */
    public boolean allows(long bytes) {
        return limit == null || bytes == 0 || bytes <= limit - used;
    }

    /**
     * As it is told to who may not see how much there is: room in steps of a 64th of the limit, so that nobody measures with files of
     * every size what others add and purge.
     */
    public Quota coarse() {
        if (limit == null) {
            return this;
        }
        long step = Math.max(1, limit / STEPS);
        long room = Math.max(0, limit - used);
        return new Quota(limit - room / step * step, limit);
    }

    /** Refuses what does not fit: {@link Problem#OVER_QUOTA}. */
    public void require(long bytes) {
        if (!allows(bytes)) {
            throw new ProblemException(Problem.OVER_QUOTA, "The space has no room for " + bytes + " more bytes");
        }
    }
}
