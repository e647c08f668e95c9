package dev.cairn.desktop.engine;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Whether somebody wants nothing to be begun at the moment. What is under way ends, and its results are kept. */
final class Pause {
    private final InstantSource clock;
    private @Nullable Instant until;

    Pause(InstantSource clock) {
        this.clock = clock;
    }

    /** @param end {@link Instant#MAX}: until somebody says so; null: it is over */
    void until(@Nullable Instant end) {
        until = end;
    }

    boolean holds() {
        return until != null && clock.instant().isBefore(until);
    }

    /** When it ends by itself; null: it does not, or there is none. */
    @Nullable
    Instant end() {
        return Instant.MAX.equals(until) ? null : until;
    }

    /** For people. */
    String words() {
        var end = end();
        return end == null ? "until client resume" : "until " + end;
    }
}
