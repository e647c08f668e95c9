package dev.cairn.desktop.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the changes of one space by requests that the server holds open. One that was held is followed by the next at once; after one that
 * was not there is a short pause, as whoever follows the space has yet to pull what it told of; after failures the pauses grow.
 */
final class LongPoll {
    /** How long a request is held open at most. */
    static final int HELD_SECONDS_MAX = 50;

    /** After a request that was held shorter than this. */
    static final Duration PAUSE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(LongPoll.class);

    private final ChangeFeed.Follower follower;
    private final Backoff backoff;
    private final LongSupplier nanos;

    LongPoll(ChangeFeed.Follower follower, Backoff backoff, LongSupplier nanos) {
        this.follower = follower;
        this.backoff = backoff;
        this.nanos = nanos;
    }

    /** Waits; false: it is over. */
    interface Pauses {
        boolean pause(Duration time) throws InterruptedException;
    }

    /** Polls until the pauses say that it is over. */
    void run(Pauses pauses) throws InterruptedException {
        int failures = 0;
        Duration rest;
        do {
            long began = nanos.getAsLong();
            try {
                follower.poll(HELD_SECONDS_MAX);
                failures = 0;
                rest = nanos.getAsLong() - began < PAUSE.toNanos() ? PAUSE : Duration.ZERO;
            } catch (IOException | RuntimeException e) {
                LOG.debug("no long poll", e);
                failures++;
                rest = backoff.after(failures);
            }
        } while (pauses.pause(rest));
    }
}
