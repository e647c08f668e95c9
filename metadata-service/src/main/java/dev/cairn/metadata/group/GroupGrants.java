package dev.cairn.metadata.group;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.GroupId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.GroupApi;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.SpaceGrant;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Names;
import dev.cairn.metadata.space.Access;
import dev.cairn.metadata.space.Memberships;
import dev.cairn.metadata.space.SpaceGate;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.transaction.support.TransactionOperations;

/** What spaces give to groups. The group is locked before the space, here and in {@link Groups}: nobody waits for the other for ever. */
final class GroupGrants {
    private final TransactionOperations transactions;
    private final JdbcGroups groups;
    private final Memberships memberships;
    private final SpaceGate gate;
    private final InstantSource clock;

    GroupGrants(
            TransactionOperations transactions,
            JdbcGroups groups,
            Memberships memberships,
            SpaceGate gate,
            InstantSource clock) {
        this.transactions = transactions;
        this.groups = groups;
        this.memberships = memberships;
        this.gate = gate;
        this.clock = clock;
    }

    List<SpaceGrant> of(SpaceId space) {
        gate.enter(space, SpaceRole.VIEWER);
        return memberships.of(space);
    }

    SpaceGrant give(SpaceId space, NewMember wanted) {
        gate.enter(space, SpaceRole.MANAGER);
        if (wanted.name() == null || wanted.role() == null) {
            throw ProblemException.invalid(wanted.name() == null ? "name" : "role", "This field is required");
        }
        if (wanted.role() == SpaceRole.OWNER) {
            throw new ProblemException(Problem.CONFLICT, "A group manages at most; owners are people");
        }
        return Objects.requireNonNull(transactions.execute(_ -> {
            var group = groups.lockByName(Names.fold(wanted.name()))
                    .orElseThrow(() -> ProblemException.notFound("The group"));
            var access = gate.lock(space, SpaceRole.MANAGER);
            var present = memberships.find(space, group.id().value());
            if (present.isEmpty() && !mayGiveTo(group.id(), access.caller())) {
                // As for a name that no group has: whoever is not in a group does not learn of it, nor of its people.
                throw ProblemException.notFound("The group");
            }
            checkReach(access, wanted.role());
            present.ifPresent(old -> checkReach(access, old.role()));
            if (present.isEmpty() && memberships.spacesOf(group.id()).size() == GroupApi.GROUPS_MAX) {
                throw new ProblemException(
                        Problem.TOO_LARGE, "A group is given at most " + GroupApi.GROUPS_MAX + " spaces");
            }
            var grant = new SpaceGrant(
                    SpaceGrant.Kind.GROUP,
                    group.id().value(),
                    group.name(),
                    wanted.role(),
                    clock.instant(),
                    Callers.current().name());
            memberships.give(access.space(), grant, groups.people(group.id()), access.caller());
            return grant;
        }));
    }

    void take(SpaceId space, GroupId group) {
        gate.enter(space, SpaceRole.MANAGER);
        transactions.executeWithoutResult(_ -> {
            var locked = groups.lock(group).orElseThrow(() -> ProblemException.notFound("The group"));
            var access = gate.lock(space, SpaceRole.MANAGER);
            var grant = memberships
                    .find(space, locked.id().value())
                    .filter(given -> given.kind() == SpaceGrant.Kind.GROUP)
                    .orElseThrow(() -> ProblemException.notFound("The group"));
            checkReach(access, grant.role());
            memberships.take(access.space(), group.value(), groups.people(group), access.caller());
        });
    }

    private boolean mayGiveTo(GroupId group, Caller caller) {
        return caller.isAdmin() || groups.contains(group, caller.account());
    }

    private static void checkReach(Access access, SpaceRole role) {
        if (!access.role().includes(role)) {
            throw new ProblemException(Problem.FORBIDDEN, "Your role " + access.role() + " does not reach " + role);
        }
    }
}
