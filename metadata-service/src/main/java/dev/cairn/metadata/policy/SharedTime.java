package dev.cairn.metadata.policy;

import dev.cairn.contracts.background.Background.Stop;
import java.time.Duration;

/** Upkeep of every space that is due, for a share of the time. */
final class SharedTime {
    private static final Duration REST_MAX = Duration.ofSeconds(10);

    private final Upkeep upkeep;
    private final double share;

    SharedTime(Upkeep upkeep, double share) {
        this.upkeep = upkeep;
        this.share = share;
    }

    void takeTurns(Stop stop) {
        boolean more;
        do {
            more = upkeep.turn(worked -> !stop.within(rest(worked)));
        } while (more && !stop.isRequested());
    }

    private Duration rest(Duration worked) {
        var rest = Duration.ofNanos((long) (worked.toNanos() * (1 / share - 1)));
        return rest.isNegative() ? Duration.ZERO : rest.compareTo(REST_MAX) > 0 ? REST_MAX : rest;
    }
}
