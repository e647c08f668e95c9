package dev.cairn.metadata.space;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.GroupPerson;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.SpaceGrant;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.transaction.support.TransactionOperations;

/** Who has access to a space, and who decides it. */
final class Members {
    /** Most members of a space. */
    static final int MEMBERS_MAX = 10_000;

    private final TransactionOperations transactions;
    private final JdbcSpaces spaces;
    private final SpaceGate gate;
    private final Memberships memberships;
    private final DirectoryApi directory;
    private final InstantSource clock;

    Members(
            TransactionOperations transactions,
            JdbcSpaces spaces,
            SpaceGate gate,
            Memberships memberships,
            DirectoryApi directory,
            InstantSource clock) {
        this.transactions = transactions;
        this.spaces = spaces;
        this.gate = gate;
        this.memberships = memberships;
        this.directory = directory;
        this.clock = clock;
    }

    List<Member> of(SpaceId space) {
        gate.enter(space, SpaceRole.VIEWER);
        return spaces.members(space, MEMBERS_MAX);
    }

    Member add(SpaceId space, NewMember wanted) {
        if (wanted.name() == null || wanted.role() == null) {
            throw ProblemException.invalid(wanted.name() == null ? "name" : "role", "This field is required");
        }
        gate.enter(space, SpaceRole.MANAGER);
        // Asked before the transaction: no remote call happens inside one.
        var account = directory.byName(wanted.name());
        var person = new GroupPerson(account.id(), account.name());
        return Objects.requireNonNull(transactions.execute(_ -> {
            var access = gate.lock(space, SpaceRole.MANAGER);
            var present = memberships.find(space, account.id().value());
            checkReach(access, wanted.role());
            checkOneOwner(access.space(), account.id(), wanted.role());
            present.ifPresent(old -> checkReach(access, old.role()));
            if (present.isPresent() && present.get().role() == SpaceRole.OWNER && wanted.role() != SpaceRole.OWNER) {
                checkOwnerStays(access, account.id());
            }
            if (present.isEmpty() || present.get().role() != wanted.role()) {
                var grant = new SpaceGrant(
                        SpaceGrant.Kind.ACCOUNT,
                        account.id().value(),
                        account.name(),
                        wanted.role(),
                        clock.instant(),
                        access.caller().name());
                memberships.give(access.space(), grant, List.of(person), access.caller());
            }
            return spaces.member(space, account.id()).orElseThrow();
        }));
    }

    void remove(SpaceId space, AccountId account) {
        transactions.executeWithoutResult(_ -> {
            var access = gate.lock(space);
            var member = spaces.member(space, account).orElse(null);
            boolean self = account.equals(access.caller().account());
            if (!self && !access.role().includes(SpaceRole.MANAGER)) {
                throw new ProblemException(Problem.FORBIDDEN, "Only managers end the access of others");
            }
            if (member == null) {
                throw ProblemException.notFound("The member");
            }
            var person = new GroupPerson(account, member.name());
            if (self) {
                if (member.role() == SpaceRole.OWNER) {
                    checkOwnerStays(access, account);
                }
                memberships.leave(access.space(), person, access.caller());
            } else {
                take(access, person);
            }
        });
    }

    private void take(Access access, GroupPerson person) {
        var account = person.account().value();
        var grant = memberships
                .find(access.space().id(), account)
                .orElseThrow(() -> new ProblemException(
                        Problem.CONFLICT, person.name() + " has access as one of a group; end the group's"));
        checkReach(access, grant.role());
        if (grant.role() == SpaceRole.OWNER) {
            checkOwnerStays(access, person.account());
        }
        memberships.take(access.space(), account, List.of(person), access.caller());
    }

    /** Nobody gives, changes or takes a role above their own. */
    private static void checkReach(Access access, SpaceRole role) {
        if (!access.role().includes(role)) {
            throw new ProblemException(Problem.FORBIDDEN, "Your role " + access.role() + " does not reach " + role);
        }
    }

    /** What somebody sees as their own files is nobody else's: others manage it at most. */
    private static void checkOneOwner(SpaceEntry space, AccountId account, SpaceRole role) {
        if (role == SpaceRole.OWNER
                && space.kind() == SpaceKind.PERSONAL
                && !space.owner().equals(account)) {
            throw new ProblemException(
                    Problem.CONFLICT, "A personal space has one owner; make a team space to own files together");
        }
    }

    /** A space has an owner, and a personal space the one it was made for. */
    private void checkOwnerStays(Access access, AccountId account) {
        var space = access.space();
        if (spaces.count(space.id(), true) == 1
                || (space.kind() == SpaceKind.PERSONAL && space.owner().equals(account))) {
            throw new ProblemException(Problem.CONFLICT, "The last owner of a space stays");
        }
    }
}
