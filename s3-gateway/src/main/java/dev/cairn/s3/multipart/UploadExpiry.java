package dev.cairn.s3.multipart;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.metadata.LifecycleApi;
import dev.cairn.contracts.metadata.LifecycleRule;
import dev.cairn.contracts.upload.HoldReleaseApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Forgets uploads that nobody completed in a week, or in as many days as a rule of their bucket says. */
final class UploadExpiry {
    static final Duration EVERY = Duration.ofHours(1);
    private static final Duration KEEP_OPEN = Duration.ofDays(7);
    private static final Duration KEEP_COMPLETED = Duration.ofDays(1);

    private static final int BATCH = 100;

    private final JdbcUploadStore store;
    private final LifecycleApi lifecycles;
    private final HoldReleaseApi holds;
    private final InstantSource clock;

    UploadExpiry(JdbcUploadStore store, LifecycleApi lifecycles, HoldReleaseApi holds, InstantSource clock) {
        this.store = store;
        this.lifecycles = lifecycles;
        this.holds = holds;
        this.clock = clock;
    }

    /** Forgets what is too old now; tells how many uploads. */
    int expire() {
        var now = clock.instant();
        return store.removeOld(now.minus(KEEP_OPEN), now.minus(KEEP_COMPLETED)) + obeyRules(now);
    }

    private int obeyRules(Instant now) {
        int aborted = 0;
        // As old as the shortest rule wants them at least.
        var oldEnough = begunUntil(now, 1);
        for (var spaces = store.spacesWithOpen(oldEnough, null, LifecycleApi.SPACES_MAX);
                !spaces.isEmpty();
                spaces = store.spacesWithOpen(oldEnough, spaces.getLast(), LifecycleApi.SPACES_MAX)) {
            var rules = lifecycles.spaces(spaces);
            for (int i = 0; i < spaces.size(); i++) {
                for (var rule : rules.get(i).rules()) {
                    aborted += obey(spaces.get(i), rule, now);
                }
            }
        }
        return aborted;
    }

    private int obey(SpaceId space, LifecycleRule rule, Instant now) {
        var days = rule.abortDays();
        if (!rule.enabled() || days == null) {
            return 0;
        }
        int aborted = 0;
        List<Optional<UploadId>> batch;
        do {
            batch = store.removeOpen(space, rule.prefix(), begunUntil(now, days), BATCH);
            // What is not let go of now ends a day after any upload would.
            batch.forEach(hold -> hold.ifPresent(holds::release));
            aborted += batch.size();
        } while (batch.size() == BATCH);
        return aborted;
    }

    /** As Amazon counts: at the first midnight after so many days. */
    private static Instant begunUntil(Instant now, int days) {
        return now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
    }
}
