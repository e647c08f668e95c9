package dev.cairn.desktop.remote;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long is waited after so many failures in a row: twice as long each time, up to half a minute, the second half of it by chance. */
final class Backoff {
    private static final long FIRST_MILLIS = 250;
    private static final long MAX_MILLIS = 30_000;
    private static final int DOUBLINGS_MAX = 10;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** @param failures at least 1 */
    Duration after(int failures) {
        long most = Math.min(FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS_MAX), MAX_MILLIS);
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }
}
