package dev.cairn.metadata.group;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.GroupId;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.metadata.Group;
import dev.cairn.contracts.metadata.GroupApi;
import dev.cairn.contracts.metadata.GroupPerson;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Names;
import dev.cairn.metadata.space.Memberships;
import dev.cairn.metadata.space.SpaceGate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Groups, which administrators make and fill. A change settles the access to every space the group was given, in one transaction. */
final class Groups {
    private final TransactionOperations transactions;
    private final JdbcGroups groups;
    private final Memberships memberships;
    private final SpaceGate gate;
    private final DirectoryApi directory;
    private final InstantSource clock;
    private final Ids ids;

    Groups(
            TransactionOperations transactions,
            JdbcGroups groups,
            Memberships memberships,
            SpaceGate gate,
            DirectoryApi directory,
            InstantSource clock,
            Ids ids) {
        this.transactions = transactions;
        this.groups = groups;
        this.memberships = memberships;
        this.gate = gate;
        this.directory = directory;
        this.clock = clock;
        this.ids = ids;
    }

    List<Group> all() {
        Callers.admin();
        return groups.all(GroupApi.GROUPS_MAX);
    }

    Group create(@Nullable String name) {
        Callers.admin();
        var flaw = name == null ? "A group has a name" : flaw(name);
        if (name == null || flaw != null) {
            throw new ProblemException(Problem.INVALID_NAME, Objects.requireNonNull(flaw), Map.of("field", "name"));
        }
        var group = new Group(new GroupId(ids.next()), name, 0);
        if (groups.all(GroupApi.GROUPS_MAX).size() == GroupApi.GROUPS_MAX) {
            throw new ProblemException(Problem.TOO_LARGE, "There are at most " + GroupApi.GROUPS_MAX + " groups");
        }
        if (!groups.insert(group, Names.fold(name), clock.instant())) {
            throw new ProblemException(Problem.CONFLICT, "This name is taken");
        }
        return group;
    }

    void delete(GroupId id) {
        var caller = Callers.admin();
        transactions.executeWithoutResult(_ -> {
            var group = locked(id);
            var people = groups.people(id);
            for (var space : memberships.spacesOf(id)) {
                gate.lockForUpkeep(space)
                        .ifPresent(entry -> memberships.take(entry, group.id().value(), people, caller));
            }
            groups.delete(id);
        });
    }

    List<GroupPerson> people(GroupId id) {
        Callers.admin();
        if (groups.find(id).isEmpty()) {
            throw ProblemException.notFound("The group");
        }
        return groups.people(id);
    }

    GroupPerson add(GroupId id, @Nullable String name) {
        var caller = Callers.admin();
        if (name == null) {
            throw ProblemException.invalid("name", "This field is required");
        }
        // Asked before the transaction: no remote call happens inside one.
        var account = directory.byName(name);
        var person = new GroupPerson(account.id(), account.name());
        transactions.executeWithoutResult(_ -> {
            if (locked(id).people() >= GroupApi.PEOPLE_MAX && !groups.contains(id, account.id())) {
                throw new ProblemException(Problem.TOO_LARGE, "A group has at most " + GroupApi.PEOPLE_MAX + " people");
            }
            groups.add(id, person);
            settle(id, person, caller);
        });
        return person;
    }

    void remove(GroupId id, AccountId account) {
        var caller = Callers.admin();
        transactions.executeWithoutResult(_ -> {
            locked(id);
            var person = groups.people(id).stream()
                    .filter(one -> one.account().equals(account))
                    .findAny()
                    .orElseThrow(() -> ProblemException.notFound("The person"));
            groups.remove(id, account);
            settle(id, person, caller);
        });
    }

    private void settle(GroupId group, GroupPerson person, Caller by) {
        for (var space : memberships.spacesOf(group)) {
            gate.lockForUpkeep(space).ifPresent(entry -> memberships.settle(entry, List.of(person), by));
        }
    }

    private Group locked(GroupId id) {
        return groups.lock(id).orElseThrow(() -> ProblemException.notFound("The group"));
    }

    private static @Nullable String flaw(String name) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            return "A group has a name without control characters";
        }
        return Names.hasUnpairedSurrogate(name) || Names.utf8(name).length > Names.BYTES_MAX
                ? "The name of a group has at most " + Names.BYTES_MAX + " bytes of UTF-8"
                : null;
    }
}
