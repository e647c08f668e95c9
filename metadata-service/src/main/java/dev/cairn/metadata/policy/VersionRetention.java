package dev.cairn.metadata.policy;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.metadata.version.KeptVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which versions may go by a policy. It is told of the versions of files one file after the other, of each from the newest to the
 * oldest. What it says of a version depends on newer ones only, and of neighbours in a day or week the newest stays: so what was
 * said once holds for good, however often and in whatever portions versions are removed. Not thread-safe.
 */
final class VersionRetention {
    private static final Duration ALL_KEPT = Duration.ofDays(1);
    private static final Duration DAILY_KEPT = Duration.ofDays(30);
    /** The first of January 1970 was a Thursday. */
    private static final int MONDAY_TO_EPOCH = 3;

    private final RetentionPolicy policy;
    private final Instant now;
    private @Nullable NodeId file;
    private @Nullable KeptVersion newer;
    private int unnamed;

    VersionRetention(RetentionPolicy policy, Instant now) {
        this.policy = policy;
        this.now = now;
    }

    /** Whether the version may go; never true for the first of a file, or for one with a name. */
    boolean superfluous(KeptVersion version) {
        if (!version.mark().node().equals(file)) {
            file = version.mark().node();
            newer = null;
            unnamed = 0;
        }
        var successor = newer;
        newer = version;
        if (!version.named()) {
            unnamed++;
        }
        return successor != null
                && !version.named()
                && (isTooMany() || isTooOld(successor) || (policy.thinning() && isOneOfMany(version, successor)));
    }

    private boolean isTooMany() {
        return policy.versionsMax() != null && unnamed > policy.versionsMax();
    }

    private boolean isTooOld(KeptVersion successor) {
        return policy.versionDays() != null
                && successor.created().isBefore(now.minus(Duration.ofDays(policy.versionDays())));
    }

    private boolean isOneOfMany(KeptVersion version, KeptVersion successor) {
        var period = period(version.created());
        return period != null && Objects.equals(period, period(successor.created()));
    }

    /** A day or week of which one version is enough; null while all are kept. */
    private @Nullable Period period(Instant created) {
        var age = Duration.between(created, now);
        long day = created.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
        if (age.compareTo(ALL_KEPT) < 0) {
            return null;
        }
        return age.compareTo(DAILY_KEPT) < 0
                ? new Period(false, day)
                : new Period(true, Math.floorDiv(day + MONDAY_TO_EPOCH, 7));
    }

    private record Period(boolean week, long number) {}
}
