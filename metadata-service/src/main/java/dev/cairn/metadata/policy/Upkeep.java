package dev.cairn.metadata.policy;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.metadata.node.AgedFiles;
import dev.cairn.metadata.space.SpaceEntry;
import dev.cairn.metadata.space.SpaceGate;
import dev.cairn.metadata.trash.Trash;
import dev.cairn.metadata.version.KeptVersion;
import dev.cairn.metadata.version.Versions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes what policies let go of, a space at a time, in small transactions that each hold the space. Every step may be the last: what is
 * removed is told in its own transaction, and whoever comes next goes on. Any number of processes may be at it; each space is
 * looked at by one of them, as long as its lease lives, and by nobody with a policy that is no longer in force.
 */
public final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int ENROLLED_AT_ONCE = 1_000;
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);
    private static final int LOST = -1;

    private final TransactionOperations transactions;
    private final SpaceGate gate;
    private final JdbcPolicies policies;
    private final JdbcLifecycles lifecycles;
    private final JdbcUpkeep turns;
    private final Trash trash;
    private final Versions versions;
    private final AgedFiles files;
    private final InstantSource clock;
    private final PolicyProperties properties;
    final LongAdder purgedNodes = new LongAdder();
    final LongAdder expiredFiles = new LongAdder();
    final LongAdder removedVersions = new LongAdder();
    final LongAdder failures = new LongAdder();

    Upkeep(
            TransactionOperations transactions,
            SpaceGate gate,
            JdbcPolicies policies,
            JdbcLifecycles lifecycles,
            JdbcUpkeep turns,
            Trash trash,
            Versions versions,
            AgedFiles files,
            InstantSource clock,
            PolicyProperties properties) {
        this.transactions = transactions;
        this.gate = gate;
        this.policies = policies;
        this.lifecycles = lifecycles;
        this.turns = turns;
        this.trash = trash;
        this.versions = versions;
        this.files = files;
        this.clock = clock;
        this.properties = properties;
    }

    /** Is asked between two transactions. */
    public interface Pace {
        /** Takes a rest after some work; whether to go on. */
        boolean goOn(Duration worked);
    }

    /**
     * Looks at one space that is due.
     *
     * @return whether there was one
     */
    public boolean turn(Pace pace) {
        if (policies.byDefault().removes()) {
            turns.enrol(clock.instant(), ENROLLED_AT_ONCE);
        }
        var claimed = turns.claim(clock.instant(), properties.lease());
        claimed.ifPresent(turn -> {
            try {
                look(turn, pace);
            } catch (RuntimeException e) {
                failures.increment();
                LOG.warn("cannot carry out the policy of space {}; trying again later", turn.space(), e);
                turns.giveBack(turn, clock.instant().plus(AFTER_FAILURE));
            }
        });
        return claimed.isPresent();
    }

    private void look(Turn turn, Pace pace) {
        var now = clock.instant();
        var policy = policies.of(turn.space()).retention();
        if (expireTrash(turn, policy, now, pace)
                && removeVersions(turn, policy, now, pace)
                && expireFiles(turn, now, pace)) {
            turns.finish(turn, clock.instant().plus(properties.every()));
        } else {
            turns.giveBack(turn, now);
        }
    }

    /** Also without a limit: a subtree of which part is purged must not stay. */
    private boolean expireTrash(Turn turn, RetentionPolicy policy, Instant now, Pace pace) {
        var before = policy.trashDays() == null ? Instant.EPOCH : now.minus(Duration.ofDays(policy.trashDays()));
        while (true) {
            var began = clock.instant();
            int purged = holding(
                    turn,
                    turn.position(),
                    space -> isInForce(turn, policy) ? trash.expire(space, before, properties.batch()) : LOST);
            if (purged <= 0) {
                return purged != LOST;
            }
            purgedNodes.add(purged);
            if (!pace.goOn(Duration.between(began, clock.instant()))) {
                return false;
            }
        }
    }

    private boolean removeVersions(Turn turn, RetentionPolicy policy, Instant now, Pace pace) {
        if (!policy.removesVersions()) {
            return true;
        }
        var retention = new VersionRetention(policy, now);
        var mark = turn.position() == null ? KeptVersion.Mark.START : KeptVersion.Mark.before(turn.position());
        while (true) {
            var began = clock.instant();
            var page = versions.behind(turn.space(), mark, properties.batch());
            if (page.isEmpty()) {
                return true;
            }
            mark = page.getLast().mark();
            var superfluous = page.stream()
                    .filter(retention::superfluous)
                    .map(KeptVersion::mark)
                    .toList();
            int removed = holding(
                    turn,
                    mark.node(),
                    space -> superfluous.isEmpty()
                            ? 0
                            : isInForce(turn, policy) ? versions.remove(space, superfluous) : LOST);
            if (removed == LOST) {
                return false;
            }
            removedVersions.add(removed);
            if (!pace.goOn(Duration.between(began, clock.instant()))) {
                return false;
            }
        }
    }

    /** It may have been taken back since the turn began. */
    private boolean isInForce(Turn turn, RetentionPolicy policy) {
        return policies.of(turn.space()).retention().equals(policy);
    }

    private boolean expireFiles(Turn turn, Instant now, Pace pace) {
        for (var rule : lifecycles.of(turn.space()).rules()) {
            var days = rule.expireDays();
            if (rule.enabled() && days != null) {
                var until = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
                if (!expireFiles(turn, rule.prefix(), until, pace)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean expireFiles(Turn turn, String prefix, Instant until, Pace pace) {
        var after = "";
        while (after != null) {
            var began = clock.instant();
            var page = files.look(turn.space(), prefix, after, until, properties.batch());
            int expired =
                    holding(turn, null, space -> page.aged().isEmpty() ? 0 : files.delete(space, page.aged(), prefix));
            if (expired == LOST) {
                return false;
            }
            expiredFiles.add(expired);
            after = page.next();
            if (!pace.goOn(Duration.between(began, clock.instant()))) {
                return false;
            }
        }
        return true;
    }

    /** Works in a transaction that holds the space, if the turn is still ours; {@link #LOST} else. */
    private int holding(Turn turn, @Nullable NodeId position, ToIntFunction<SpaceEntry> work) {
        return Objects.requireNonNull(transactions.execute(_ -> gate.lockForUpkeep(turn.space())
                .filter(_ -> turns.renew(turn, position, clock.instant().plus(properties.lease())))
                .map(work::applyAsInt)
                .orElse(LOST)));
    }
}
