package dev.cairn.desktop.engine;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.remote.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Whether the server can be asked now; after failures it is left alone for growing, jittered times. */
final class Connection {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private int failures;
    private @Nullable Instant retryAt;
    private @Nullable String trouble;

    Connection(RandomGenerator random) {
        this.random = random;
    }

    boolean usable(Instant now) {
        return retryAt == null || !now.isBefore(retryAt);
    }

    @Nullable
    Instant retryAt() {
        return retryAt;
    }

    /** What is wrong, for people; null when nothing is. */
    @Nullable
    String trouble() {
        return trouble;
    }

    int failures() {
        return failures;
    }

    void worked() {
        failures = 0;
        retryAt = null;
        trouble = null;
    }

    void failed(Exception cause, Instant now) {
        failures++;
        long longest = Math.min(FIRST.toMillis() << Math.min(failures - 1, 10), LONGEST.toMillis());
        if (cause instanceof ProblemException problem && problem.problem() == Problem.UNAUTHENTICATED) {
            longest = LONGEST.toMillis();
        }
        retryAt = now.plusMillis(longest / 2 + random.nextLong(longest / 2 + 1));
        trouble = cause instanceof ProblemException problem ? problem.detail() : Unreachable.sentence(cause);
    }

    /** Whether a failure says something about the server as a whole rather than about one request. */
    static boolean isOutage(Exception cause) {
        return !(cause instanceof ProblemException problem)
                || problem.problem() == Problem.UNAVAILABLE
                || problem.problem() == Problem.TOO_MANY_REQUESTS
                || problem.problem() == Problem.INTERNAL
                || problem.problem() == Problem.UNAUTHENTICATED;
    }
}
