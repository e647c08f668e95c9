package dev.cairn.notification.activity;

import java.time.Duration;
import java.time.InstantSource;

/** Forgets old activities, some at a time, so that the feed's table stays bounded. */
final class ActivityPruning {
    private static final int ROWS_MAX = 1_000;

    private final JdbcActivityStore store;
    private final Duration keep;
    private final InstantSource clock;

    ActivityPruning(JdbcActivityStore store, Duration keep, InstantSource clock) {
        this.store = store;
        this.keep = keep;
        this.clock = clock;
    }

    /** Forgets everything that is too old now; tells how many rows. */
    int prune() {
        var end = clock.instant().minus(keep);
        int removed = 0;
        for (int rows = store.removeOlderThan(end, ROWS_MAX); rows > 0; rows = store.removeOlderThan(end, ROWS_MAX)) {
            removed += rows;
        }
        return removed;
    }
}
