package dev.cairn.upload.session;

import java.time.Duration;
import java.time.InstantSource;

/** Frees what expired sessions hold. */
public class SessionSweep {
    /** How long an expired session is answered by EXPIRED; after that nobody knows it. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private static final int BATCH = 100;

    private final JdbcSessionStore store;
    private final InstantSource clock;

    SessionSweep(JdbcSessionStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** One batch; tells whether there may be more. */
    public boolean sweep() {
        int swept = store.sweep(clock.instant(), BATCH);
        int forgotten = store.forget(clock.instant().minus(REMEMBERED), BATCH);
        return swept == BATCH || forgotten == BATCH;
    }
}
