package dev.cairn.metadata.policy;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Lifecycle;
import dev.cairn.contracts.metadata.LifecycleRule;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.contracts.metadata.SpacePolicy;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Paging;
import dev.cairn.metadata.space.SpaceGate;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Says and sets what goes by itself. Whoever changes a policy takes the space's upkeep away from whom it may be at work by the old one. */
final class Policies {
    private final TransactionOperations transactions;
    private final SpaceGate gate;
    private final JdbcPolicies policies;
    private final JdbcLifecycles lifecycles;
    private final JdbcUpkeep upkeep;
    private final InstantSource clock;

    Policies(
            TransactionOperations transactions,
            SpaceGate gate,
            JdbcPolicies policies,
            JdbcLifecycles lifecycles,
            JdbcUpkeep upkeep,
            InstantSource clock) {
        this.transactions = transactions;
        this.gate = gate;
        this.policies = policies;
        this.lifecycles = lifecycles;
        this.upkeep = upkeep;
        this.clock = clock;
    }

    SpacePolicy of(SpaceId space) {
        gate.enter(space, SpaceRole.VIEWER);
        return policies.of(space);
    }

    SpacePolicy set(SpaceId space, RetentionPolicy policy) {
        check(policy);
        transactions.executeWithoutResult(_ -> {
            gate.lock(space, SpaceRole.MANAGER);
            policies.put(space, policy);
            upkeep.beginAnew(space, clock.instant());
        });
        return new SpacePolicy(policy, false);
    }

    void followDefault(SpaceId space) {
        transactions.executeWithoutResult(_ -> {
            gate.lock(space, SpaceRole.MANAGER);
            policies.remove(space);
            upkeep.beginAnew(space, clock.instant());
        });
    }

    RetentionPolicy byDefault() {
        Callers.admin();
        return policies.byDefault();
    }

    RetentionPolicy setDefault(RetentionPolicy policy) {
        Callers.admin();
        check(policy);
        transactions.executeWithoutResult(_ -> {
            policies.putDefault(policy);
            upkeep.beginAllAnew(clock.instant());
        });
        return policy;
    }

    Lifecycle lifecycle(SpaceId space) {
        gate.enter(space, SpaceRole.VIEWER);
        return lifecycles.of(space);
    }

    Lifecycle setLifecycle(SpaceId space, Lifecycle lifecycle) {
        check(lifecycle);
        transactions.executeWithoutResult(_ -> {
            gate.lock(space, SpaceRole.MANAGER);
            lifecycles.put(space, lifecycle.rules());
            upkeep.beginAnew(space, clock.instant());
        });
        return lifecycle;
    }

    private static void check(Lifecycle lifecycle) {
        var rules = lifecycle.rules();
        if (rules.size() > Lifecycle.RULES_MAX) {
            throw ProblemException.invalid("rules", "There are at most " + Lifecycle.RULES_MAX + " rules");
        }
        for (var rule : rules) {
            checkText("id", rule.id(), 1, LifecycleRule.ID_LENGTH_MAX);
            checkText("prefix", rule.prefix(), 0, LifecycleRule.PREFIX_LENGTH_MAX);
            check("expireDays", rule.expireDays(), RetentionPolicy.DAYS_MAX);
            check("abortDays", rule.abortDays(), LifecycleRule.ABORT_DAYS_MAX);
        }
        if (rules.stream().map(LifecycleRule::id).distinct().count() < rules.size()) {
            throw ProblemException.invalid("id", "Two rules have the same id");
        }
    }

    private static void checkText(String field, @Nullable String text, int min, int max) {
        if (text == null || text.length() < min || text.length() > max) {
            throw ProblemException.invalid(field, "This has " + min + " to " + max + " characters");
        }
        Paging.text(text, field);
    }

    private static void check(RetentionPolicy policy) {
        check("versionsMax", policy.versionsMax(), RetentionPolicy.VERSIONS_MAX);
        check("versionDays", policy.versionDays(), RetentionPolicy.DAYS_MAX);
        check("trashDays", policy.trashDays(), RetentionPolicy.DAYS_MAX);
    }

    private static void check(String field, @Nullable Integer limit, int max) {
        if (limit != null && (limit < 1 || limit > max)) {
            throw ProblemException.invalid(field, "This is 1 to " + max + ", or null for no limit");
        }
    }
}
