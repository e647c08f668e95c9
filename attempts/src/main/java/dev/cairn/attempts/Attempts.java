package dev.cairn.attempts;

import java.time.Duration;

/**
 * Counts attempts under a key. A count begins with its first attempt and is forgotten as a whole when the window given then is
 * over, however many came meanwhile. Thread-safe. Never fails for want of a server.
 *
 * <p>Keys are not kept readably outside of this process: people type passwords into the field for the name.
 */
public interface Attempts {
    /** Counts one more and tells all that count now; {@code window} is at least a millisecond. */
    Tally add(String key, Duration window);

    /** What counts now. */
    Tally of(String key);

    /** Takes one attempt back, if any counts. */
    void takeBack(String key);

    /** Forgets all attempts under the key. */
    void forget(String key);

    /**
     * @param attempts how many count, 0 or more
     * @param remaining how long they will; zero when there are none
     */
    record Tally(long attempts, Duration remaining) {
        /** No attempt counts. */
        public static final Tally NONE = new Tally(0, Duration.ZERO);
    }
}
