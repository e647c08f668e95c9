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
    /** Whether {@code bytes} more fit. Nothing more fits a space that is over its limit, except what needs no room. */
    public boolean allows(long bytes) {
        return limit == null || bytes == 0 || bytes <= limit - used;
    }

    /** Refuses what does not fit: {@link Problem#OVER_QUOTA}. */
    public void require(long bytes) {
        if (!allows(bytes)) {
            throw new ProblemException(Problem.OVER_QUOTA, "The space has no room for " + bytes + " more bytes");
        }
    }
}
