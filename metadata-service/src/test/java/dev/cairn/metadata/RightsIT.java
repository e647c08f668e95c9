package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.LinkId;
import dev.cairn.contracts.metadata.GrantApi;
import dev.cairn.contracts.metadata.Group;
import dev.cairn.contracts.metadata.GroupApi;
import dev.cairn.contracts.metadata.GroupName;
import dev.cairn.contracts.metadata.Lifecycle;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.NewGroupPerson;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewShareLink;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.PolicyApi;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.contracts.metadata.SearchApi;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceQuota;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.metadata.VersionName;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who may do what: every operation with every role and with none. */
final class RightsIT {
    /** Who may do what asks for a role, written out: the order of roles is not a line. */
    private static final Map<SpaceRole, Set<SpaceRole>> MAY = Map.of(
            SpaceRole.UPLOADER, Set.of(SpaceRole.UPLOADER, SpaceRole.EDITOR, SpaceRole.MANAGER, SpaceRole.OWNER),
            SpaceRole.VIEWER,
                    Set.of(SpaceRole.VIEWER, SpaceRole.COMMENTER, SpaceRole.EDITOR, SpaceRole.MANAGER, SpaceRole.OWNER),
            SpaceRole.COMMENTER, Set.of(SpaceRole.COMMENTER, SpaceRole.EDITOR, SpaceRole.MANAGER, SpaceRole.OWNER),
            SpaceRole.EDITOR, Set.of(SpaceRole.EDITOR, SpaceRole.MANAGER, SpaceRole.OWNER),
            SpaceRole.MANAGER, Set.of(SpaceRole.MANAGER, SpaceRole.OWNER),
            SpaceRole.OWNER, Set.of(SpaceRole.OWNER));

    private static final Service SERVICE = new Service();
    private static final LinkApi LINKS = SERVICE.bean(LinkApi.class);
    private static final SearchApi SEARCH = SERVICE.bean(SearchApi.class);
    private static final PolicyApi POLICIES = SERVICE.bean(PolicyApi.class);
    private static final GrantApi GRANTS = SERVICE.bean(GrantApi.class);
    private static final Group GROUP =
            SERVICE.admin("maker").call(() -> SERVICE.bean(GroupApi.class).create(new GroupName("everybody")));
    private static int users;

    private final Service.User owner = SERVICE.user("owner" + users++);
    private final Space space = owner.call(
            () -> SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Team of " + owner.caller.name(), null)));

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    /** Something somebody tries in a space with a live and a deleted file. */
    private interface Attempt {
        void run(Node.File file, Node trashed);
    }

    private Map<String, Attempt> attempts(SpaceRole needed) {
        var nodes = SERVICE.nodes;
        var id = space.id();
        var attempts = new LinkedHashMap<String, Attempt>();
        switch (needed) {
            case UPLOADER -> {
                attempts.put("check to add", (file, trashed) -> SERVICE.commits.checkAdd(id, 1));
                attempts.put(
                        "add",
                        (file, trashed) ->
                                SERVICE.commits.commit(id, 0, new Operations(List.of(SERVICE.path("x", "x")))));
            }
            case COMMENTER -> {}
            case VIEWER -> {
                attempts.put("members", (file, trashed) -> SERVICE.spaces.members(id));
                attempts.put("grants", (file, trashed) -> GRANTS.grants(id));
                attempts.put("own access", (file, trashed) -> GRANTS.explain(id, file.id(), null));
                attempts.put("space ticket", (file, trashed) -> SERVICE.spaces.ticket(id));
                attempts.put("node", (file, trashed) -> nodes.node(id, file.id()));
                attempts.put("path", (file, trashed) -> nodes.byPath(id, "a"));
                attempts.put("children", (file, trashed) -> nodes.children(id, space.root(), null, 10));
                attempts.put("keys", (file, trashed) -> nodes.keys(id, "", "", null, 10));
                attempts.put("versions", (file, trashed) -> nodes.versions(id, file.id()));
                attempts.put("trash", (file, trashed) -> nodes.trash(id, null, 10));
                attempts.put("changes", (file, trashed) -> nodes.changes(id, null, 10));
                attempts.put("ticket", (file, trashed) -> nodes.ticket(id, file.id(), null));
                attempts.put("links", (file, trashed) -> LINKS.links(id, null));
                attempts.put("lifecycle", (file, trashed) -> POLICIES.lifecycle(id));
                attempts.put("policy", (file, trashed) -> POLICIES.policy(id));
                attempts.put("search", (file, trashed) -> SEARCH.search("a", id, null, 10));
            }
            case EDITOR -> {
                attempts.put("check", (file, trashed) -> SERVICE.commits.check(id, 1));
                attempts.put(
                        "commit",
                        (file, trashed) -> SERVICE.commits.commit(
                                id, 0, new Operations(List.of(SERVICE.path("x", "x"), SERVICE.path("y", "y")))));
                attempts.put(
                        "apply",
                        (file, trashed) ->
                                nodes.apply(id, new Operations(List.of(SERVICE.folder(space.root(), "y" + users++)))));
                attempts.put("restore version", (file, trashed) -> nodes.restoreVersion(id, file.id(), file.version()));
                attempts.put(
                        "name version",
                        (file, trashed) -> nodes.nameVersion(id, file.id(), file.version(), new VersionName("n")));
                attempts.put("restore", (file, trashed) -> nodes.restore(id, trashed.id()));
                attempts.put("make link", (file, trashed) -> LINKS.create(id, new NewShareLink(file.id(), null, null)));
            }
            case MANAGER -> {
                attempts.put("set lifecycle", (file, trashed) -> POLICIES.setLifecycle(id, new Lifecycle(List.of())));
                attempts.put("set policy", (file, trashed) -> POLICIES.setPolicy(id, RetentionPolicy.KEEP_ALL));
                attempts.put("follow default policy", (file, trashed) -> POLICIES.followDefault(id));
                attempts.put("purge", (file, trashed) -> nodes.purge(id, trashed.id()));
                attempts.put("access of others", (file, trashed) -> GRANTS.explain(id, file.id(), "guest"));
                attempts.put(
                        "give a group",
                        (file, trashed) -> GRANTS.addGroup(id, new NewMember(GROUP.name(), SpaceRole.VIEWER)));
                attempts.put("end a group's access", (file, trashed) -> GRANTS.removeGroup(id, GROUP.id()));
                attempts.put(
                        "add member",
                        (file, trashed) -> SERVICE.spaces.addMember(id, new NewMember("guest", SpaceRole.VIEWER)));
                attempts.put(
                        "remove member",
                        (file, trashed) -> SERVICE.spaces.removeMember(
                                id, SERVICE.user("guest").caller.account()));
            }
            case OWNER -> attempts.put("delete space", (file, trashed) -> SERVICE.spaces.delete(id));
        }
        return attempts;
    }

    @Test
    void everyOperationAsksForItsRole() {
        SERVICE.user("guest");
        var stranger = SERVICE.user("stranger");
        for (var needed : SpaceRole.values()) {
            for (var attempt : attempts(needed).entrySet()) {
                assertThat(outcome(stranger, attempt.getValue()))
                        .as("%s by a stranger", attempt.getKey())
                        .isEqualTo(Problem.NOT_FOUND);
                for (var role : SpaceRole.values()) {
                    if (needed == SpaceRole.OWNER && role == SpaceRole.OWNER) {
                        continue;
                    }
                    var member = SERVICE.user("member-" + role + users++);
                    add(owner, member, role);
                    assertThat(outcome(member, attempt.getValue()))
                            .as("%s by a %s", attempt.getKey(), role)
                            .isEqualTo(
                                    Objects.requireNonNull(MAY.get(needed)).contains(role) ? null : Problem.FORBIDDEN);
                }
            }
        }
        owner.names(space, space.root()).forEach(name -> {
            var node = owner.call(() -> SERVICE.nodes.byPath(space.id(), name)).node();
            owner.applied(space, SERVICE.delete(node.id()));
        });
        owner.call(() -> {
            SERVICE.spaces.delete(space.id());
            return true;
        });
        assertProblem(Problem.NOT_FOUND, () -> owner.call(() -> SERVICE.spaces.space(space.slug())));
    }

    private @Nullable Problem outcome(Service.User user, Attempt attempt) {
        var file = owner.doneFile(space, SERVICE.path("a", "text" + users++));
        var trashed = owner.done(space, SERVICE.file(space.root(), "trashed" + users++, "t"));
        owner.applied(space, SERVICE.delete(trashed.id()));
        if (owner.call(() -> SERVICE.spaces.members(space.id())).stream()
                .noneMatch(member -> member.name().equals("guest"))) {
            add(owner, "guest");
        }
        SERVICE.admin("maker")
                .call(() -> SERVICE.bean(GroupApi.class).add(GROUP.id(), new NewGroupPerson(owner.caller.name())));
        owner.call(() -> GRANTS.addGroup(space.id(), new NewMember(GROUP.name(), SpaceRole.VIEWER)));
        try {
            user.call(() -> {
                attempt.run(file, trashed);
                return true;
            });
            return null;
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    @Test
    void nobodyReachesAboveTheirOwnRole() {
        var manager = SERVICE.user("manager" + users++);
        var guest = SERVICE.user("guest" + users++);
        add(owner, manager, SpaceRole.MANAGER);
        add(manager, guest, SpaceRole.MANAGER);
        assertProblem(Problem.FORBIDDEN, () -> add(manager, guest, SpaceRole.OWNER));
        assertProblem(Problem.FORBIDDEN, () -> add(manager, owner, SpaceRole.VIEWER));
        assertProblem(Problem.FORBIDDEN, () -> remove(manager, owner));
        add(manager, guest, SpaceRole.VIEWER);
        assertProblem(Problem.FORBIDDEN, () -> add(guest, manager, SpaceRole.VIEWER));
        remove(guest, guest);
        assertProblem(Problem.NOT_FOUND, () -> guest.names(space, space.root()));
        assertProblem(Problem.NOT_FOUND, () -> add(owner, "nobody-of-this-name"));
    }

    @Test
    void theLastOwnerStays() {
        assertProblem(Problem.CONFLICT, () -> remove(owner, owner));
        assertProblem(Problem.CONFLICT, () -> add(owner, owner, SpaceRole.VIEWER));
        var second = SERVICE.user("second" + users++);
        add(owner, second, SpaceRole.OWNER);
        add(second, owner, SpaceRole.VIEWER);
        var personal = second.personal();
        assertProblem(
                Problem.CONFLICT,
                () -> second.call(() ->
                        SERVICE.spaces.addMember(personal.id(), new NewMember(owner.caller.name(), SpaceRole.OWNER))));
        second.call(
                () -> SERVICE.spaces.addMember(personal.id(), new NewMember(owner.caller.name(), SpaceRole.MANAGER)));
        assertProblem(
                Problem.FORBIDDEN,
                () -> owner.call(() -> {
                    SERVICE.spaces.removeMember(personal.id(), second.caller.account());
                    return true;
                }));
        assertProblem(
                Problem.FORBIDDEN,
                () -> owner.call(() -> {
                    SERVICE.spaces.delete(personal.id());
                    return true;
                }));
    }

    @Test
    void changesOfAccessAreTold() throws Exception {
        var guest = SERVICE.user("guest" + users++);
        add(owner, guest, SpaceRole.VIEWER);
        Event.AccessChanged event;
        do {
            event = SERVICE.awaitEvent(space, Event.AccessChanged.class);
        } while (!event.account().equals(guest.caller.account()));
        assertThat(event.role()).isEqualTo(SpaceRole.VIEWER);
        remove(owner, guest);
        assertThat(SERVICE.awaitEvent(space, Event.AccessChanged.class).role()).isNull();
    }

    @Test
    void slugsAreUniqueAndWellFormed() {
        var slug = "slug-" + users++;
        owner.call(() -> SERVICE.spaces.create(new NewSpace(SpaceKind.BUCKET, slug, slug)));
        assertProblem(Problem.CONFLICT, () -> create(SpaceKind.BUCKET, "x", slug));
        for (var bad :
                List.of("", "ab", "Abc", "a_b", "-ab", "ab-", "a..b", "1.2.3.4", "personal", "x".repeat(64), "a/b")) {
            assertProblem(Problem.INVALID_REQUEST, () -> create(SpaceKind.BUCKET, "x", bad));
        }
        for (var bad : List.of("", "  ", "a\0", "\ud800", "ü".repeat(128))) {
            assertProblem(Problem.INVALID_NAME, () -> create(SpaceKind.TEAM, bad, null));
        }
        assertProblem(Problem.INVALID_REQUEST, () -> create(SpaceKind.PERSONAL, "x", null));
        assertThat(create(SpaceKind.TEAM, "Größe: 50 % 😀", null).slug())
                .matches("grosse?-50-[0-9a-f]{8}|gro-e-50-[0-9a-f]{8}");
        assertThat(create(SpaceKind.TEAM, "😀", null).slug()).matches("space-[0-9a-f]{8}");
        assertProblem(Problem.NOT_FOUND, () -> owner.call(() -> SERVICE.spaces.space("no\0such")));
    }

    @Test
    void onlyAdministratorsSetQuotas() {
        assertProblem(
                Problem.FORBIDDEN, () -> owner.call(() -> SERVICE.spaces.setQuota(space.id(), new SpaceQuota(1L))));
        var admin = SERVICE.admin("admin");
        assertThat(admin.call(() -> SERVICE.spaces.setQuota(space.id(), new SpaceQuota(7L)))
                        .quotaBytes())
                .isEqualTo(7);
        assertThat(owner.call(() -> SERVICE.spaces.space(space.slug())).quotaBytes())
                .isEqualTo(7);
        assertProblem(Problem.NOT_FOUND, () -> admin.names(space, space.root()));
        assertProblem(
                Problem.INVALID_REQUEST,
                () -> admin.call(() -> SERVICE.spaces.setQuota(space.id(), new SpaceQuota(-1L))));
    }

    @Test
    void aSpaceWithFilesIsNotDeleted() {
        owner.done(space, SERVICE.path("a/b", "x"));
        assertProblem(
                Problem.NOT_EMPTY,
                () -> owner.call(() -> {
                    SERVICE.spaces.delete(space.id());
                    return true;
                }));
    }

    @Test
    void searchSeesOnlyWhatItsCallerMayRead() {
        var word = "needle" + users++;
        owner.done(space, SERVICE.path("A " + word + " B/inner-" + word, "x"));
        owner.done(space, SERVICE.path(word + ".txt", "x"));
        owner.done(space, SERVICE.path("gone/" + word, "x"));
        owner.applied(
                space,
                SERVICE.delete(owner.call(() -> SERVICE.nodes.byPath(space.id(), "gone"))
                        .node()
                        .id()));
        var guest = SERVICE.user("guest" + users++);
        guest.done(guest.personal(), SERVICE.path("own-" + word.toUpperCase(Locale.ROOT), "x"));
        assertThat(search(guest, word, 10)).containsExactly("own-" + word.toUpperCase(Locale.ROOT));
        assertProblem(Problem.NOT_FOUND, () -> guest.call(() -> SEARCH.search(word, space.id(), null, 10)));
        add(owner, guest, SpaceRole.VIEWER);
        for (int limit : List.of(1, 2, 10)) {
            assertThat(search(guest, word, limit))
                    .containsExactly(
                            word + ".txt",
                            "A " + word + " B",
                            "A " + word + " B/inner-" + word,
                            "own-" + word.toUpperCase(Locale.ROOT));
        }
        assertThat(search(guest, "b a " + word, 10)).containsExactly("A " + word + " B");
        assertThat(search(guest, "%", 10)).isEmpty();
        remove(owner, guest);
        assertThat(search(guest, word, 10)).hasSize(1);
        for (var bad : List.of("", "   ", "x".repeat(256), "a b c d e f g h i j k", "\0", "\ud800")) {
            assertProblem(Problem.INVALID_REQUEST, () -> search(owner, bad, 10));
        }
    }

    private List<String> search(Service.User user, String query, int limit) {
        var found = new ArrayList<String>();
        String after = null;
        do {
            var from = after;
            var page = user.call(() -> SEARCH.search(query, null, from, limit));
            page.hits().forEach(hit -> found.add(hit.path()));
            after = page.next();
        } while (after != null);
        return found;
    }

    /** Whatever is there, what an uploader sends arrives, and the answer is the same. */
    @Test
    void whoOnlyAddsWritesOverNothingAndLearnsNothing() {
        var word = "drop" + users++;
        owner.done(space, SERVICE.path(word + "/report.txt", "the owner's"));
        owner.done(space, SERVICE.path(word + "/notes", "a file"));
        owner.done(space, SERVICE.folder(space.root(), word + ".d"));
        var guest = SERVICE.user("guest" + users++);
        add(owner, guest, SpaceRole.UPLOADER);
        for (var path : List.of("/report.txt", "/report.txt", "/notes/inner", "/fresh/deep", "/fresh/deep")) {
            guest.applied(space, SERVICE.path(word + path, "the guest's"));
        }
        guest.applied(space, SERVICE.path(word + ".d", "beside a folder"));
        for (int i = 0; i < 25; i++) {
            guest.applied(space, SERVICE.path(word + " again.txt", "one of many"));
        }
        var long255 = word + "n".repeat(255 - word.length());
        guest.applied(space, SERVICE.path(long255, "first"));
        guest.applied(space, SERVICE.path(long255, "second"));

        var folder =
                owner.call(() -> SERVICE.nodes.byPath(space.id(), word)).node().id();
        assertThat(owner.names(space, folder))
                .containsExactly("fresh", "notes", "notes (2)", "report (2).txt", "report (3).txt", "report.txt");
        assertThat(owner.names(space, space.root()))
                .contains(word + ".d", word + " (2).d", word + " again (20).txt")
                .filteredOn(name -> name.startsWith(word + " again"))
                .hasSize(25);
        assertThat(owner.call(() -> SERVICE.nodes.byPath(space.id(), word + "/report.txt"))
                        .node())
                .isInstanceOfSatisfying(
                        Node.File.class, file -> assertThat(file.content()).isEqualTo(Service.content("the owner's")));

        assertThat(guest.call(() -> SEARCH.search(word, null, null, 10)).hits()).isEmpty();
        assertThat(guest.call(() -> SERVICE.spaces.space(space.slug()))).satisfies(seen -> {
            assertThat(seen.usedBytes()).isZero();
            assertThat(seen.cursor()).endsWith(".0");
        });
        // Whether a name in it is taken would show in its length.
        var longest = ("q".repeat(250) + "/").repeat(60) + word;
        assertThat(guest.refused(space, SERVICE.path(longest, "x")).problem()).isEqualTo(Problem.INVALID_NAME);
    }

    @Test
    void unknownLinksCannotBeRevoked() {
        assertProblem(
                Problem.NOT_FOUND,
                () -> owner.call(() -> {
                    LINKS.revoke(space.id(), new LinkId(SERVICE.nodeId().value()));
                    return true;
                }));
    }

    private Space create(SpaceKind kind, String name, @Nullable String slug) {
        return owner.call(() -> SERVICE.spaces.create(new NewSpace(kind, name, slug)));
    }

    private Member add(Service.User by, Service.User who, SpaceRole role) {
        return by.call(() -> SERVICE.spaces.addMember(space.id(), new NewMember(who.caller.name(), role)));
    }

    private Member add(Service.User by, String name) {
        return by.call(() -> SERVICE.spaces.addMember(space.id(), new NewMember(name, SpaceRole.VIEWER)));
    }

    private void remove(Service.User by, Service.User who) {
        by.call(() -> {
            SERVICE.spaces.removeMember(space.id(), who.caller.account());
            return true;
        });
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }
}
