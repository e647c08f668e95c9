package dev.cairn.auth.signin;

import dev.cairn.auth.token.SigningKeys;
import dev.cairn.contracts.background.Background.Stop;
import java.time.Duration;
import java.time.InstantSource;

/** Once an hour: deletes sign-ins and tokens that have expired, and looks after the signing keys. */
final class Maintenance {
    static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofHours(1);

    private final JdbcSignIns signIns;
    private final SigningKeys keys;
    private final InstantSource clock;

    Maintenance(JdbcSignIns signIns, SigningKeys keys, InstantSource clock) {
        this.signIns = signIns;
        this.keys = keys;
        this.clock = clock;
    }

    Duration turn(Stop stop) {
        signIns.purge(clock.instant());
        keys.maintain();
        return EVERY;
    }
}
