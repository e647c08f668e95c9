package dev.cairn.notification.amqp;

import java.time.Duration;

/**
 * How long a consumer that fails is asked again while its queue stands still.
 *
 * @param attemptsMax tries in all
 * @param first the wait after the first failure; it doubles
 * @param longest no wait is longer
 */
record Retries(int attemptsMax, Duration first, Duration longest) {
    /** About seven minutes: well below the half hour after which the broker takes a message back. */
    static final Retries STANDARD = new Retries(20, Duration.ofMillis(500), Duration.ofSeconds(30));

    Duration wait(int failures) {
        var wait = first.multipliedBy(1L << Math.min(failures - 1, 30));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
