package dev.cairn.desktop.engine;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.remote.SignedOutException;
import dev.cairn.desktop.remote.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the server can be asked now; after failures it is left alone for growing, jittered times. */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final RandomGenerator random;
    private int failures;
    private boolean signedOut;
    private @Nullable Instant retryAt;
    private @Nullable String trouble;

    Connection(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    boolean usable() {
        return retryAt == null || !clock.instant().isBefore(retryAt);
    }

    /** When it is worth trying again; null: now. */
    @Nullable
    Instant retryAt() {
        return usable() ? null : retryAt;
    }

    /** What is wrong, for people; null when nothing is. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Whether the server refuses this installation for good. */
    boolean isSignedOut() {
        return signedOut;
    }

    void worked() {
        signedOut = false;
        failures = 0;
        retryAt = null;
        trouble = null;
    }

    /** @param what could not be done; for the log */
    void failed(String what, Exception cause) {
        failures++;
        signedOut = cause instanceof SignedOutException;
        long longest = Math.min(FIRST.toMillis() << Math.min(failures - 1, 10), LONGEST.toMillis());
        if (cause instanceof ProblemException problem && problem.problem() == Problem.UNAUTHENTICATED) {
            longest = LONGEST.toMillis();
        }
        retryAt = clock.instant().plusMillis(longest / 2 + random.nextLong(longest / 2 + 1));
        trouble = cause instanceof ProblemException problem ? problem.detail() : Unreachable.sentence(cause);
        if (failures == 1) {
            LOG.info("{}: {}", what, trouble);
        }
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
