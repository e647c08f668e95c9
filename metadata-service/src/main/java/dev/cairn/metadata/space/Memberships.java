package dev.cairn.metadata.space;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.GroupId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.GroupPerson;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.SpaceGrant;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.outbox.Outbox;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was given, and what it comes to: an account's row in the table member has the greatest role of all grants that reach it, and
 * follows them in the same transaction. Whoever changes a grant, or who is in a group, holds the space.
 */
public final class Memberships {
    private final JdbcGrants grants;
    private final JdbcSpaces spaces;
    private final Outbox outbox;
    private final InstantSource clock;

    Memberships(JdbcGrants grants, JdbcSpaces spaces, Outbox outbox, InstantSource clock) {
        this.grants = grants;
        this.spaces = spaces;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** All grants of a space, groups first. */
    public List<SpaceGrant> of(SpaceId space) {
        return grants.of(space, Members.MEMBERS_MAX);
    }

    /** What was given to an account or a group. */
    public Optional<SpaceGrant> find(SpaceId space, UUID principal) {
        return grants.find(space, principal);
    }

    /** What an account was given itself or by a group it is in, greatest first. */
    public List<SpaceGrant> reaching(SpaceId space, AccountId account) {
        return grants.reaching(space, account).stream()
                .sorted((one, other) -> other.role().compareTo(one.role()))
                .toList();
    }

    /** Spaces that a group was given, in the order of their ids. */
    public List<SpaceId> spacesOf(GroupId group) {
        return grants.spacesOf(group);
    }

    /** Writes a grant down; {@code people} are all whom it reaches. Who is given something by name is reached by groups again. */
    public void give(SpaceEntry space, SpaceGrant grant, Collection<GroupPerson> people, Caller by) {
        if (grants.find(space.id(), grant.id()).isEmpty() && grants.count(space.id()) >= Members.MEMBERS_MAX) {
            throw tooMany();
        }
        grants.put(space.id(), grant);
        if (grant.kind() == SpaceGrant.Kind.ACCOUNT) {
            grants.accept(space.id(), grant.id());
        }
        settle(space, people, by);
    }

    /** Takes a grant away; {@code people} are all whom it reached. */
    public void take(SpaceEntry space, UUID principal, Collection<GroupPerson> people, Caller by) {
        grants.remove(space.id(), principal);
        settle(space, people, by);
    }

    /** Ends all that reaches somebody who wants none of it: what they were given, and what groups give them now and later. */
    public void leave(SpaceEntry space, GroupPerson person, Caller by) {
        grants.remove(space.id(), person.account().value());
        grants.decline(space.id(), person.account());
        settle(space, List.of(person), by);
    }

    /** Makes members of these people what their grants come to now, and tells those whose role is another one. TOO_LARGE. */
    public void settle(SpaceEntry space, Collection<GroupPerson> people, Caller by) {
        var accounts = people.stream().map(GroupPerson::account).toList();
        var roles = grants.greatest(space.id(), accounts);
        boolean more = false;
        for (var person : people) {
            var present = spaces.member(space.id(), person.account()).orElse(null);
            var role = roles.get(person.account());
            var before = present == null ? null : present.role();
            if (role == before) {
                continue;
            }
            if (role == null) {
                spaces.removeMember(space.id(), person.account());
            } else {
                var member = new Member(person.account(), person.name(), role);
                spaces.putMember(space.id(), member, by.account(), clock.instant());
            }
            more |= before == null;
            outbox.append(accessChanged(space, person, by, role, before));
        }
        if (more && spaces.count(space.id(), false) > Members.MEMBERS_MAX) {
            throw tooMany();
        }
    }

    private static Event.AccessChanged accessChanged(
            SpaceEntry space, GroupPerson person, Caller by, @Nullable SpaceRole role, @Nullable SpaceRole before) {
        return new Event.AccessChanged(
                space.id(), space.name(), person.account(), person.name(), role, before, by.account(), by.name());
    }

    private static ProblemException tooMany() {
        return new ProblemException(Problem.TOO_LARGE, "A space has at most " + Members.MEMBERS_MAX + " members");
    }
}
