package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.metadata.AccessReason;
import dev.cairn.contracts.metadata.GrantApi;
import dev.cairn.contracts.metadata.Group;
import dev.cairn.contracts.metadata.GroupApi;
import dev.cairn.contracts.metadata.GroupName;
import dev.cairn.contracts.metadata.GroupPerson;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.NewGroupPerson;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewShareLink;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceGrant;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Groups as members of spaces, and why somebody can see something. */
final class GroupsIT {
    private static final Service SERVICE = new Service();
    private static final GroupApi GROUPS = SERVICE.bean(GroupApi.class);
    private static final GrantApi GRANTS = SERVICE.bean(GrantApi.class);
    private static int made;

    private final Service.User admin = SERVICE.admin("admin" + made++);
    private final Service.User owner = SERVICE.admin("owner" + made++);
    private final Service.User guest = SERVICE.user("guest" + made++);
    private final Space space =
            owner.call(() -> SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Team " + made++, null)));
    private final Group group = group("Designers " + made++);

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void whatAGroupIsGivenEverybodyInItHas() throws InterruptedException {
        give(group, SpaceRole.VIEWER);
        assertProblem(Problem.NOT_FOUND, () -> guest.names(space, space.root()));
        join(group, guest);
        assertThat(guest.call(() -> SERVICE.spaces.space(space.slug())).role()).isEqualTo(SpaceRole.VIEWER);
        var told = SERVICE.awaitEvent(space, Event.AccessChanged.class);
        while (!told.account().equals(guest.caller.account())) {
            told = SERVICE.awaitEvent(space, Event.AccessChanged.class);
        }
        assertThat(told.role()).isEqualTo(SpaceRole.VIEWER);
        give(group, SpaceRole.EDITOR);
        assertThat(role(guest)).isEqualTo(SpaceRole.EDITOR);
        leave(group, guest);
        assertProblem(Problem.NOT_FOUND, () -> guest.names(space, space.root()));
    }

    @Test
    void theGreatestOfSeveralRolesCounts() {
        join(group, guest);
        give(group, SpaceRole.EDITOR);
        add(guest, SpaceRole.VIEWER);
        assertThat(role(guest)).isEqualTo(SpaceRole.EDITOR);
        owner.call(() -> {
            GRANTS.removeGroup(space.id(), group.id());
            return true;
        });
        assertThat(role(guest)).isEqualTo(SpaceRole.VIEWER);
        give(group, SpaceRole.MANAGER);
        removeMember(owner, guest);
        assertThat(role(guest)).isEqualTo(SpaceRole.MANAGER);
        assertProblem(Problem.CONFLICT, () -> removeMember(owner, guest));
        admin.call(() -> {
            GROUPS.delete(group.id());
            return true;
        });
        assertThat(role(guest)).isNull();
        assertThat(owner.call(() -> GRANTS.grants(space.id())))
                .extracting(SpaceGrant::name)
                .containsExactly(owner.caller.name());
    }

    @Test
    void whoLeavesIsBroughtBackByNobodyWhoDoesNotMeanThem() {
        join(group, guest);
        give(group, SpaceRole.EDITOR);
        add(guest, SpaceRole.VIEWER);
        removeMember(guest, guest);
        assertThat(role(guest)).isNull();
        give(group, SpaceRole.MANAGER);
        leave(group, guest);
        join(group, guest);
        assertThat(role(guest)).isNull();
        assertThat(owner.call(() -> GRANTS.explain(space.id(), space.root(), guest.caller.name()))
                        .reasons())
                .isEmpty();
        add(guest, SpaceRole.VIEWER);
        assertThat(role(guest)).isEqualTo(SpaceRole.MANAGER);
    }

    @Test
    void norByAGroupThatReachedThemLater() {
        add(guest, SpaceRole.EDITOR);
        removeMember(guest, guest);
        give(group, SpaceRole.VIEWER);
        join(group, guest);
        assertThat(role(guest)).isNull();
        add(guest, SpaceRole.EDITOR);
        assertThat(role(guest)).isEqualTo(SpaceRole.EDITOR);
    }

    @Test
    void whoOnlyAddsReadsWhenAGroupOfTheirsDoes() {
        add(guest, SpaceRole.UPLOADER);
        join(group, guest);
        give(group, SpaceRole.VIEWER);
        assertThat(role(guest)).isEqualTo(SpaceRole.VIEWER);
        leave(group, guest);
        assertThat(role(guest)).isEqualTo(SpaceRole.UPLOADER);
        removeMember(guest, guest);
        assertThat(role(guest)).isNull();
    }

    @Test
    void aGroupOwnsNothingAndNobodyGivesMoreThanTheyHave() {
        assertProblem(Problem.CONFLICT, () -> give(group, SpaceRole.OWNER));
        assertProblem(
                Problem.NOT_FOUND,
                () -> owner.call(() -> GRANTS.addGroup(space.id(), new NewMember("no such group", SpaceRole.VIEWER))));
        add(guest, SpaceRole.EDITOR);
        assertProblem(
                Problem.FORBIDDEN,
                () -> guest.call(() -> GRANTS.addGroup(space.id(), new NewMember(group.name(), SpaceRole.VIEWER))));
        // Names look alike whatever their case: who types one gets the group they mean.
        assertThat(owner.call(() -> GRANTS.addGroup(
                                space.id(),
                                new NewMember(group.name().toUpperCase(java.util.Locale.ROOT), SpaceRole.VIEWER)))
                        .name())
                .isEqualTo(group.name());
    }

    @Test
    void onlyAdministratorsKnowAndChangeGroups() {
        var plain = SERVICE.user("plain" + made++);
        List<ThrowingCallable> attempts = List.of(
                () -> plain.call(GROUPS::groups),
                () -> plain.call(() -> GROUPS.create(new GroupName("mine"))),
                () -> plain.call(() -> GROUPS.people(group.id())),
                () -> plain.call(() -> GROUPS.add(group.id(), new NewGroupPerson(plain.caller.name()))),
                () -> leave(plain, group, plain),
                () -> plain.call(() -> {
                    GROUPS.delete(group.id());
                    return true;
                }));
        attempts.forEach(attempt -> assertProblem(Problem.FORBIDDEN, attempt));
        assertProblem(Problem.CONFLICT, () -> group(group.name().toLowerCase(java.util.Locale.ROOT)));
        assertProblem(Problem.INVALID_NAME, () -> group(" "));
        assertProblem(Problem.INVALID_NAME, () -> group("n".repeat(256)));
        assertProblem(Problem.NOT_FOUND, () -> leave(group, owner));
        assertProblem(
                Problem.NOT_FOUND, () -> admin.call(() -> GROUPS.add(group.id(), new NewGroupPerson("nobody at all"))));
        join(group, guest);
        join(group, guest);
        assertThat(admin.call(() -> GROUPS.people(group.id())))
                .containsExactly(new GroupPerson(guest.caller.account(), guest.caller.name()));
        assertThat(admin.call(GROUPS::groups)).contains(new Group(group.id(), group.name(), 1));
    }

    @Test
    void theWholeChainIsToldWhySomebodySeesAFile() {
        var folder = owner.done(space, SERVICE.folder(space.root(), "shared"));
        var file = owner.done(space, SERVICE.file(folder.id(), "plan.txt", "p"));
        var other = owner.done(space, SERVICE.file(space.root(), "other.txt", "o"));
        var links = SERVICE.bean(LinkApi.class);
        var link = owner.call(() -> links.create(space.id(), new NewShareLink(folder.id(), null, null)));
        join(group, guest);
        give(group, SpaceRole.EDITOR);
        add(guest, SpaceRole.VIEWER);

        var why = owner.call(() -> GRANTS.explain(space.id(), file.id(), guest.caller.name()));

        assertThat(why.path()).isEqualTo("shared/plan.txt");
        assertThat(why.role()).isEqualTo(SpaceRole.EDITOR);
        assertThat(why.reasons())
                .extracting(AccessReason::kind, AccessReason::name, AccessReason::role, AccessReason::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                AccessReason.Kind.GROUP, group.name(), SpaceRole.EDITOR, ""),
                        org.assertj.core.groups.Tuple.tuple(
                                AccessReason.Kind.MEMBER, guest.caller.name(), SpaceRole.VIEWER, ""),
                        org.assertj.core.groups.Tuple.tuple(
                                AccessReason.Kind.LINK, link.id().toString(), SpaceRole.VIEWER, "shared"));
        assertThat(why.reasons()).extracting(AccessReason::by).containsOnly(owner.caller.name());
        assertThat(owner.call(() -> GRANTS.explain(space.id(), other.id(), guest.caller.name()))
                        .reasons())
                .extracting(AccessReason::kind)
                .doesNotContain(AccessReason.Kind.LINK);
        var stranger = SERVICE.user("stranger" + made++);
        assertThat(owner.call(() -> GRANTS.explain(space.id(), other.id(), stranger.caller.name())))
                .satisfies(none -> {
                    assertThat(none.role()).isNull();
                    assertThat(none.reasons()).isEmpty();
                });
    }

    @Test
    void nobodyLearnsOfAGroupTheyAreNotIn() {
        var outsider = SERVICE.user("outsider" + made++);
        var own = outsider.call(() -> SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Trap " + made++, null)));
        join(group, guest);
        var messages = new HashSet<String>();
        for (var name : List.of(group.name(), "no such group")) {
            assertThatThrownBy(
                            () -> outsider.call(() -> GRANTS.addGroup(own.id(), new NewMember(name, SpaceRole.VIEWER))))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND);
                        messages.add(e.getMessage());
                    });
        }
        assertThat(messages).hasSize(1);
        assertThat(outsider.call(() -> SERVICE.spaces.members(own.id()))).hasSize(1);
        join(group, outsider);
        outsider.call(() -> GRANTS.addGroup(own.id(), new NewMember(group.name(), SpaceRole.VIEWER)));
        assertThat(outsider.call(() -> SERVICE.spaces.members(own.id()))).hasSize(2);
    }

    @Test
    void whoeverManagesNothingLearnsNothingAboutOthers() {
        var stranger = SERVICE.user("stranger" + made++);
        var names = List.of(owner.caller.name(), stranger.caller.name(), "nobody at all");
        add(guest, SpaceRole.EDITOR);
        for (var name : names) {
            // Alike for a member, a stranger and nobody: not even who exists is told.
            assertThatThrownBy(() -> guest.call(() -> GRANTS.explain(space.id(), space.root(), name)))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.FORBIDDEN))
                    .hasMessageNotContaining(name);
            assertProblem(Problem.NOT_FOUND, () -> stranger.call(() -> GRANTS.explain(space.id(), space.root(), name)));
            assertProblem(Problem.NOT_FOUND, () -> admin.call(() -> GRANTS.explain(space.id(), space.root(), name)));
        }
        assertProblem(Problem.NOT_FOUND, () -> admin.call(() -> GRANTS.grants(space.id())));
    }

    /** Grants and groups change at random; afterwards everybody's role is the greatest of what a small model says reaches them. */
    @Test
    void membersFollowGrantsWhateverHappens() {
        long seed = new Random().nextLong();
        System.out.println("GroupsIT seed " + seed);
        var random = new Random(seed);
        var people = new ArrayList<Service.User>();
        var groups = new ArrayList<Group>();
        for (int i = 0; i < 4; i++) {
            people.add(SERVICE.user("person" + made++));
            groups.add(group("Group " + made++));
        }
        var direct = new HashMap<Service.User, SpaceRole>();
        var given = new HashMap<Group, SpaceRole>();
        var joined = new HashMap<Group, Set<Service.User>>();
        for (int i = 0; i < 150; i++) {
            var person = people.get(random.nextInt(people.size()));
            var one = groups.get(random.nextInt(groups.size()));
            var role = List.of(
                            SpaceRole.UPLOADER,
                            SpaceRole.VIEWER,
                            SpaceRole.COMMENTER,
                            SpaceRole.EDITOR,
                            SpaceRole.MANAGER)
                    .get(random.nextInt(5));
            var inside = joined.computeIfAbsent(one, _ -> new HashSet<>());
            switch (random.nextInt(6)) {
                case 0 -> {
                    add(person, role);
                    direct.put(person, role);
                }
                case 1 -> {
                    if (direct.remove(person) != null) {
                        removeMember(owner, person);
                    }
                }
                case 2 -> {
                    give(one, role);
                    given.put(one, role);
                }
                case 3 -> {
                    if (given.remove(one) != null) {
                        owner.call(() -> {
                            GRANTS.removeGroup(space.id(), one.id());
                            return true;
                        });
                    }
                }
                case 4 -> {
                    join(one, person);
                    inside.add(person);
                }
                default -> {
                    if (inside.remove(person)) {
                        leave(one, person);
                    }
                }
            }
            assertThat(roles(people))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(expected(people, direct, given, joined));
        }
    }

    private static Map<Service.User, SpaceRole> expected(
            List<Service.User> people,
            Map<Service.User, SpaceRole> direct,
            Map<Group, SpaceRole> given,
            Map<Group, Set<Service.User>> joined) {
        var expected = new HashMap<Service.User, SpaceRole>();
        for (var person : people) {
            var reaching = new ArrayList<SpaceRole>();
            if (direct.containsKey(person)) {
                reaching.add(Objects.requireNonNull(direct.get(person)));
            }
            given.forEach((group, role) -> {
                if (joined.getOrDefault(group, Set.of()).contains(person)) {
                    reaching.add(role);
                }
            });
            reaching.stream().max(SpaceRole::compareTo).ifPresent(role -> expected.put(person, role));
        }
        return expected;
    }

    private Map<Service.User, SpaceRole> roles(List<Service.User> people) {
        var members = owner.call(() -> SERVICE.spaces.members(space.id()));
        var roles = new HashMap<Service.User, SpaceRole>();
        for (var person : people) {
            members.stream()
                    .filter(member -> member.account().equals(person.caller.account()))
                    .forEach(member -> roles.put(person, member.role()));
        }
        return roles;
    }

    private @Nullable SpaceRole role(Service.User user) {
        return owner.call(() -> SERVICE.spaces.members(space.id())).stream()
                .filter(member -> member.account().equals(user.caller.account()))
                .map(Member::role)
                .findAny()
                .orElse(null);
    }

    private Group group(String name) {
        return admin.call(() -> GROUPS.create(new GroupName(name)));
    }

    private void join(Group one, Service.User person) {
        admin.call(() -> GROUPS.add(one.id(), new NewGroupPerson(person.caller.name())));
    }

    private void leave(Group one, Service.User person) {
        leave(admin, one, person);
    }

    private static void leave(Service.User by, Group one, Service.User person) {
        by.call(() -> {
            GROUPS.remove(one.id(), person.caller.account());
            return true;
        });
    }

    private void give(Group one, SpaceRole role) {
        owner.call(() -> GRANTS.addGroup(space.id(), new NewMember(one.name(), role)));
    }

    private void add(Service.User person, SpaceRole role) {
        owner.call(() -> SERVICE.spaces.addMember(space.id(), new NewMember(person.caller.name(), role)));
    }

    private void removeMember(Service.User by, Service.User person) {
        by.call(() -> {
            SERVICE.spaces.removeMember(space.id(), person.caller.account());
            return true;
        });
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }
}
