package dev.cairn.metadata.space;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.outbox.Outbox;
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
    private final Outbox outbox;
    private final DirectoryApi directory;
    private final InstantSource clock;

    Members(
            TransactionOperations transactions,
            JdbcSpaces spaces,
            SpaceGate gate,
            Outbox outbox,
            DirectoryApi directory,
            InstantSource clock) {
        this.transactions = transactions;
        this.spaces = spaces;
        this.gate = gate;
        this.outbox = outbox;
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
        var member = new Member(account.id(), account.name(), wanted.role());
        return Objects.requireNonNull(transactions.execute(_ -> {
            var access = gate.lock(space, SpaceRole.MANAGER);
            var present = spaces.member(space, account.id());
            checkReach(access, wanted.role());
            checkOneOwner(access.space(), account.id(), wanted.role());
            present.ifPresent(old -> checkReach(access, old.role()));
            if (present.isPresent() && present.get().role() == SpaceRole.OWNER && wanted.role() != SpaceRole.OWNER) {
                checkOwnerStays(access, account.id());
            }
            if (present.isEmpty() && spaces.count(space, false) >= MEMBERS_MAX) {
                throw new ProblemException(Problem.TOO_LARGE, "A space has at most " + MEMBERS_MAX + " members");
            }
            if (present.isEmpty() || present.get().role() != wanted.role()) {
                spaces.putMember(space, member, access.caller().account(), clock.instant());
                var before = present.map(Member::role).orElse(null);
                outbox.append(Spaces.accessChanged(access.space(), member, access.caller(), wanted.role(), before));
            }
            return member;
        }));
    }

    void remove(SpaceId space, AccountId account) {
        transactions.executeWithoutResult(_ -> {
            var access = gate.lock(space, SpaceRole.VIEWER);
            var member = spaces.member(space, account).orElse(null);
            boolean self = account.equals(access.caller().account());
            if (!self && !access.role().includes(SpaceRole.MANAGER)) {
                throw new ProblemException(Problem.FORBIDDEN, "Only managers end the access of others");
            }
            if (member == null) {
                throw ProblemException.notFound("The member");
            }
            checkReach(access, member.role());
            if (member.role() == SpaceRole.OWNER) {
                checkOwnerStays(access, account);
            }
            spaces.removeMember(space, account);
            outbox.append(Spaces.accessChanged(access.space(), member, access.caller(), null, member.role()));
        });
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
