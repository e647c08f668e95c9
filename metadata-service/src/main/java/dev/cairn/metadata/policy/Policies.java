package dev.cairn.metadata.policy;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.contracts.metadata.SpacePolicy;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.space.SpaceGate;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Says and sets what goes by itself. Whoever changes a policy takes the space's upkeep away from whom it may be at work by the old one. */
final class Policies {
    private final TransactionOperations transactions;
    private final SpaceGate gate;
    private final JdbcPolicies policies;
    private final JdbcUpkeep upkeep;
    private final InstantSource clock;

    Policies(
            TransactionOperations transactions,
            SpaceGate gate,
            JdbcPolicies policies,
            JdbcUpkeep upkeep,
            InstantSource clock) {
        this.transactions = transactions;
        this.gate = gate;
        this.policies = policies;
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
