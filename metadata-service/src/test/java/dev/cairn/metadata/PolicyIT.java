package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.content.ContentId;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.CensusPage;
import dev.cairn.contracts.metadata.Lifecycle;
import dev.cairn.contracts.metadata.LifecycleApi;
import dev.cairn.contracts.metadata.LifecycleRule;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.PolicyApi;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceCensus;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpacePolicy;
import dev.cairn.contracts.metadata.Version;
import dev.cairn.contracts.metadata.VersionName;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.policy.Upkeep;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What goes by itself, and what never does. */
final class PolicyIT {
    private static final Service SERVICE = new Service();
    private static final PolicyApi POLICIES = SERVICE.bean(PolicyApi.class);
    private static final Upkeep UPKEEP = SERVICE.bean(Upkeep.class);
    private static final RetentionPolicy NEWEST_ONLY = new RetentionPolicy(1, null, false, null);
    private static final RetentionPolicy TRASH_FOR_A_WEEK = new RetentionPolicy(null, null, false, 7);
    private static int users;

    private final Service.User admin = SERVICE.admin("admin" + users++);
    private final Service.User ann = SERVICE.user("ann" + users++);
    private final Space space = ann.call(() -> SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Team", null)));

    @AfterEach
    void sound() {
        ConcurrencyIT.assertSound(JdbcClient.create(SERVICE.database), space.id());
        admin.call(() -> POLICIES.setDefaultPolicy(RetentionPolicy.KEEP_ALL));
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @RepeatedTest(5)
    void whatGoesIsWhatThePolicySays() {
        long seed = Long.getLong("cairn.seed", System.nanoTime());
        try {
            var random = new Random(seed);
            var files = new ArrayList<NodeId>();
            for (int i = 0; i < 3; i++) {
                files.add(ann.done(space, SERVICE.file(space.root(), "file" + i, "first of " + i))
                        .id());
            }
            for (int round = 0; round < 4; round++) {
                for (int edits = random.nextInt(15); edits > 0; edits--) {
                    edit(files.get(random.nextInt(files.size())), "text " + random.nextInt(), random);
                    SERVICE.clock.advance(Duration.ofMinutes(random.nextInt(random.nextBoolean() ? 100 : 20_000)));
                }
                SERVICE.clock.advance(Duration.ofDays(1));
                var policy = anyPolicy(random);
                var expected =
                        files.stream().map(file -> expected(file, policy)).toList();
                set(policy);
                carryOut();
                assertThat(files.stream().map(this::ids).toList())
                        .as("%s", policy)
                        .isEqualTo(expected);
                ConcurrencyIT.assertSound(JdbcClient.create(SERVICE.database), space.id());
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private void edit(NodeId file, String text, Random random) {
        var newest = versions(file).getFirst().id();
        var edited = ann.doneFile(space, SERVICE.edit(file, newest, text));
        if (random.nextInt(8) == 0) {
            name(file, edited.version(), "named");
        }
    }

    private static RetentionPolicy anyPolicy(Random random) {
        return new RetentionPolicy(
                random.nextInt(3) == 0 ? random.nextInt(1, 12) : null,
                random.nextInt(3) == 0 ? random.nextInt(1, 90) : null,
                random.nextInt(4) > 0,
                null);
    }

    /** By the definition of the policy and nothing cleverer. */
    private List<VersionId> expected(NodeId file, RetentionPolicy policy) {
        var all = versions(file);
        var kept = new ArrayList<VersionId>();
        for (int i = 0; i < all.size(); i++) {
            if (i == 0 || all.get(i).name() != null || !mayGo(all, i, policy)) {
                kept.add(all.get(i).id());
            }
        }
        return kept;
    }

    private static boolean mayGo(List<Version> all, int i, RetentionPolicy policy) {
        var newer = all.subList(0, i);
        if (policy.versionsMax() != null
                && newer.stream().filter(version -> version.name() == null).count() >= policy.versionsMax()) {
            return true;
        }
        var now = SERVICE.clock.instant();
        if (policy.versionDays() != null
                && newer.getLast()
                        .created()
                        .plus(Duration.ofDays(policy.versionDays()))
                        .isBefore(now)) {
            return true;
        }
        var period = period(all.get(i).created(), now);
        return policy.thinning()
                && period != null
                && newer.stream().anyMatch(version -> period.equals(period(version.created(), now)));
    }

    private static @Nullable String period(Instant created, Instant now) {
        var day = created.atOffset(ZoneOffset.UTC).toLocalDate();
        if (created.plus(Duration.ofDays(1)).isAfter(now)) {
            return null;
        }
        return created.plus(Duration.ofDays(30)).isAfter(now)
                ? "day " + day
                : "week of " + day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Test
    void theNewestAndWhatHasANameStayWhateverThePolicy() {
        var first = ann.doneFile(space, SERVICE.file(space.root(), "a", "one"));
        var second = ann.doneFile(space, SERVICE.edit(first.id(), first.version(), "two"));
        var third = ann.doneFile(space, SERVICE.edit(first.id(), second.version(), "three"));
        assertThat(name(first.id(), first.version(), "as sent to the printer").name())
                .isEqualTo("as sent to the printer");
        SERVICE.clock.advance(Duration.ofDays(400));
        set(new RetentionPolicy(1, 1, true, 1));
        carryOut();
        assertThat(ids(first.id())).containsExactly(third.version(), first.version());
        assertThat(ann.call(() -> SERVICE.spaces.space(space.slug())).usedBytes())
                .isEqualTo(8);
        name(first.id(), first.version(), null);
        SERVICE.clock.advance(Duration.ofDays(1));
        carryOut();
        assertThat(ids(first.id())).containsExactly(third.version());
        assertProblem(Problem.NOT_FOUND, () -> name(first.id(), first.version(), "too late"));
        for (var bad : List.of("", " ", "a\nb", "a\0", "\ud800", "ü".repeat(128))) {
            assertProblem(Problem.INVALID_NAME, () -> name(first.id(), third.version(), bad));
        }
    }

    @Test
    void whatIsRemovedIsGivenBackToStorage() {
        var file = ann.doneFile(space, SERVICE.file(space.root(), "a", "old"));
        ann.doneFile(space, SERVICE.edit(file.id(), file.version(), "new"));
        long before = census().released();
        set(NEWEST_ONLY);
        carryOut();
        assertThat(census().released()).isGreaterThan(before);
        assertThat(named()).containsExactly(Service.content("new"));
        // A page that is full says nothing of an end; an empty one does.
        var full = CensusPage.decode(SERVICE.bean(CensusApi.class).contents(space.id(), null, 1));
        assertThat(full.counted()).isNull();
        assertThat(full.contents()).isEqualTo(named());
        var rest = CensusPage.decode(SERVICE.bean(CensusApi.class)
                .contents(space.id(), full.contents().getLast(), 1));
        assertThat(rest.contents()).isEmpty();
        assertThat(rest.counted()).isEqualTo(new CensusPage.Count(1, full.sequence()));
    }

    private SpaceCensus census() {
        return SERVICE.bean(CensusApi.class).spaces(List.of(space.id())).getFirst();
    }

    private List<ContentId> named() {
        var page = CensusPage.decode(SERVICE.bean(CensusApi.class).contents(space.id(), null, 1_000));
        assertThat(page.counted())
                .isEqualTo(new CensusPage.Count(page.contents().size(), page.sequence()));
        return page.contents();
    }

    @Test
    void whatWasDeletedIsPurgedWhenItsTimeIsOver() {
        for (int i = 0; i < 20; i++) {
            ann.done(space, SERVICE.path("folder/" + i % 4 + "/below/" + i, "text " + i));
            ann.applied(
                    space,
                    SERVICE.delete(
                            ann.done(space, SERVICE.path("alone" + i, "text")).id()));
        }
        var folder = at("folder");
        ann.applied(space, SERVICE.delete(folder.id()));
        set(TRASH_FOR_A_WEEK);
        SERVICE.clock.advance(Duration.ofDays(3));
        var younger = ann.done(space, SERVICE.path("younger", "text"));
        ann.applied(space, SERVICE.delete(younger.id()));
        carryOut();
        assertThat(trash()).hasSize(22);
        SERVICE.clock.advance(Duration.ofDays(5));
        carryOut();
        assertThat(trash()).containsExactly(younger.id());
        assertThat(named()).containsExactly(Service.content("text"));
    }

    @Test
    void nobodyBringsBackPartOfAFolder() {
        for (int i = 0; i < 20; i++) {
            ann.done(space, SERVICE.path("folder/" + i, "text " + i));
        }
        var folder = at("folder");
        ann.applied(space, SERVICE.delete(folder.id()));
        SERVICE.clock.advance(Duration.ofDays(8));
        setAlone(TRASH_FOR_A_WEEK);
        assertThat(UPKEEP.turn(_ -> false)).isTrue();
        assertThat(named()).hasSize(20 - 7);
        assertThat(trash()).isEmpty();
        assertProblem(Problem.NOT_FOUND, () -> ann.call(() -> SERVICE.nodes.restore(space.id(), folder.id())));
        // Also when the policy changes meanwhile, it does not stay there unseen.
        set(RetentionPolicy.KEEP_ALL);
        carryOut();
        assertThat(named()).isEmpty();
    }

    @Test
    void aPolicyThatChangesWhileItIsCarriedOutIsObeyedAtOnce() {
        var files = manyVersions(4, 5);
        setAlone(NEWEST_ONLY);
        assertThat(UPKEEP.turn(_ -> {
                    set(RetentionPolicy.KEEP_ALL);
                    return true;
                }))
                .isTrue();
        int left = files.stream().mapToInt(file -> ids(file).size()).sum();
        assertThat(left).isBetween(5, 19);
        carryOut();
        assertThat(files.stream().mapToInt(file -> ids(file).size()).sum()).isEqualTo(left);
    }

    @Test
    void aSpaceIsLookedAtByOneProcessAndByAnotherWhenThatIsGone() {
        var files = manyVersions(4, 5);
        var connections = new HikariConfig();
        ((HikariDataSource) SERVICE.database).copyStateTo(connections);
        try (var other = new Service(new HikariDataSource(connections))) {
            other.clock.advance(Duration.between(other.clock.instant(), SERVICE.clock.instant()));
            setAlone(NEWEST_ONLY);
            var goneOn = new ArrayList<String>();
            assertThat(UPKEEP.turn(_ -> {
                        goneOn.add("first");
                        assertThat(other.bean(Upkeep.class).turn(_ -> true)).isFalse();
                        other.clock.advance(Duration.ofMinutes(11));
                        while (other.bean(Upkeep.class).turn(_ -> goneOn.add("second"))) {
                            assertThat(goneOn).hasSizeLessThan(100);
                        }
                        return true;
                    }))
                    .isTrue();
            assertThat(goneOn).containsSequence("first", "second").doesNotContainSequence("second", "first");
        }
        assertThat(files).allSatisfy(file -> assertThat(ids(file)).hasSize(1));
    }

    @Test
    void whoHasNoPolicyFollowsTheDefault() {
        var other = ann.personal();
        var here = ann.doneFile(space, SERVICE.file(space.root(), "a", "one"));
        var there = ann.doneFile(other, SERVICE.file(other.root(), "a", "one"));
        ann.doneFile(space, SERVICE.edit(here.id(), here.version(), "two"));
        ann.doneFile(other, SERVICE.edit(there.id(), there.version(), "two"));
        set(RetentionPolicy.KEEP_ALL);
        assertProblem(Problem.FORBIDDEN, () -> ann.call(() -> POLICIES.setDefaultPolicy(NEWEST_ONLY)));
        assertProblem(Problem.FORBIDDEN, () -> ann.call(POLICIES::defaultPolicy));
        admin.call(() -> POLICIES.setDefaultPolicy(NEWEST_ONLY));
        assertThat(admin.call(POLICIES::defaultPolicy)).isEqualTo(NEWEST_ONLY);
        carryOut();
        assertThat(ids(here.id())).hasSize(2);
        assertThat(ann.call(() -> SERVICE.nodes.versions(other.id(), there.id())))
                .hasSize(1);
        ann.call(() -> {
            POLICIES.followDefault(space.id());
            return true;
        });
        assertThat(ann.call(() -> POLICIES.policy(space.id()))).isEqualTo(new SpacePolicy(NEWEST_ONLY, true));
        carryOut();
        assertThat(ids(here.id())).hasSize(1);
    }

    @Test
    void filesGoToTheTrashByTheRuleOfTheirPath() throws Exception {
        for (int i = 0; i < 16; i++) {
            ann.done(space, SERVICE.path("logs/2026/" + i, "text"));
        }
        ann.done(space, SERVICE.path("logs-of-another-kind", "text"));
        ann.done(space, SERVICE.path("tmp/a", "text"));
        var used = ann.call(() -> SERVICE.spaces.space(space.slug())).usedBytes();
        toTheHour(18);
        ann.done(space, SERVICE.edit(at("logs/2026/3").id(), ((Node.File) at("logs/2026/3")).version(), "new"));
        var rules = new Lifecycle(List.of(
                new LifecycleRule("logs", true, "logs/", 2, null), new LifecycleRule("tmp", false, "tmp/", 1, null)));
        assertThat(ann.call(() -> POLICIES.setLifecycle(space.id(), rules))).isEqualTo(rules);
        assertThat(ann.call(() -> POLICIES.lifecycle(space.id()))).isEqualTo(rules);
        assertThat(SERVICE.bean(LifecycleApi.class).spaces(List.of(space.id()))).containsExactly(rules);
        SERVICE.clock.advance(Duration.ofHours(48 + 6).minusSeconds(1));
        carryOut();
        assertThat(files()).as("not before the midnight").hasSize(18 - 15);
        assertThat(ann.call(() -> SERVICE.nodes.trash(space.id(), null, 1_000)).entries())
                .hasSize(15)
                .allSatisfy(entry -> {
                    assertThat(entry.deletedBy()).isEqualTo("a lifecycle rule");
                    assertThat(entry.path()).startsWith("logs/2026/");
                });
        Event.NodesChanged event;
        do {
            event = SERVICE.awaitEvent(space, Event.NodesChanged.class);
        } while (event.notes().stream().noneMatch(note -> note.action() == Event.Action.DELETED));
        assertThat(event.notes()).isNotEmpty();
        SERVICE.clock.advance(Duration.ofDays(1));
        carryOut();
        assertThat(files()).containsExactly("logs-of-another-kind", "tmp/a");
        assertThat(ann.call(() -> SERVICE.spaces.space(space.slug())).usedBytes())
                .isEqualTo(used + 3);
    }

    private List<String> files() {
        return ann.call(() -> SERVICE.nodes.keys(space.id(), "", "", null, 1_000)).files().stream()
                .map(NodePath::path)
                .toList();
    }

    /** To this hour of the day after. */
    private static void toTheHour(int hour) {
        var now = SERVICE.clock.instant();
        SERVICE.clock.advance(
                Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(24 + hour))));
    }

    @Test
    void whatChangesWhileARuleLooksStays() {
        var files = new ArrayList<Node.File>();
        for (int i = 10; i < 30; i++) {
            files.add(ann.doneFile(space, SERVICE.path("logs/" + i, "old")));
        }
        SERVICE.clock.advance(Duration.ofDays(3));
        carryOut();
        ann.call(() -> POLICIES.setLifecycle(
                space.id(), new Lifecycle(List.of(new LifecycleRule("logs", true, "logs/", 1, null)))));
        // One of those that come in the second portion is renewed, one moves away, while the first one is deleted.
        assertThat(UPKEEP.turn(_ -> {
                    var renewed = files.get(8);
                    if (at("logs/18") instanceof Node.File file
                            && file.version().equals(renewed.version())) {
                        ann.done(space, SERVICE.edit(renewed.id(), renewed.version(), "new"));
                        ann.done(space, SERVICE.move(files.get(9).id(), space.root(), "kept"));
                    }
                    return true;
                }))
                .isTrue();
        carryOut();
        assertThat(files()).containsExactly("kept", "logs/18");
    }

    @Test
    void rulesHaveBounds() {
        var long1 = "x".repeat(2_000);
        for (var bad : List.of(
                new LifecycleRule("", true, "", 1, null),
                new LifecycleRule(long1, true, "", 1, null),
                new LifecycleRule("a", true, long1, 1, null),
                new LifecycleRule("a", true, "\0", 1, null),
                new LifecycleRule("\ud800", true, "", 1, null),
                new LifecycleRule("a", true, "", 0, null),
                new LifecycleRule("a", true, "", 1, 8))) {
            assertProblem(
                    Problem.INVALID_REQUEST,
                    () -> ann.call(() -> POLICIES.setLifecycle(space.id(), new Lifecycle(List.of(bad)))));
        }
        var twice = new LifecycleRule("a", true, "", 1, null);
        assertProblem(
                Problem.INVALID_REQUEST,
                () -> ann.call(() -> POLICIES.setLifecycle(space.id(), new Lifecycle(List.of(twice, twice)))));
        assertThat(ann.call(() -> POLICIES.lifecycle(space.id())).rules()).isEmpty();
    }

    @Test
    void limitsHaveBounds() {
        for (var bad : List.of(
                new RetentionPolicy(0, null, false, null),
                new RetentionPolicy(RetentionPolicy.VERSIONS_MAX + 1, null, false, null),
                new RetentionPolicy(null, -1, false, null),
                new RetentionPolicy(null, null, true, Integer.MAX_VALUE))) {
            assertProblem(Problem.INVALID_REQUEST, () -> set(bad));
            assertProblem(Problem.INVALID_REQUEST, () -> admin.call(() -> POLICIES.setDefaultPolicy(bad)));
        }
        assertThat(ann.call(() -> POLICIES.policy(space.id())))
                .isEqualTo(new SpacePolicy(RetentionPolicy.KEEP_ALL, true));
    }

    private List<NodeId> manyVersions(int each, int count) {
        var files = new ArrayList<NodeId>();
        for (int i = 0; i < count; i++) {
            var file = ann.doneFile(space, SERVICE.file(space.root(), "file" + i, "first"));
            files.add(file.id());
            for (int edit = 1; edit < each; edit++) {
                file = ann.doneFile(space, SERVICE.edit(file.id(), file.version(), "edit " + edit));
            }
        }
        return files;
    }

    /** As {@link #set}, with no other space due. */
    private void setAlone(RetentionPolicy policy) {
        carryOut();
        set(policy);
    }

    private void set(RetentionPolicy policy) {
        assertThat(ann.call(() -> POLICIES.setPolicy(space.id(), policy))).isEqualTo(new SpacePolicy(policy, false));
    }

    private static void carryOut() {
        int turns = 0;
        while (UPKEEP.turn(_ -> true)) {
            assertThat(++turns).isLessThan(1_000);
        }
    }

    private Node at(String path) {
        return ann.call(() -> SERVICE.nodes.byPath(space.id(), path)).node();
    }

    private List<NodeId> trash() {
        return ann.call(() -> SERVICE.nodes.trash(space.id(), null, 1_000)).entries().stream()
                .map(entry -> entry.node().id())
                .toList();
    }

    private List<Version> versions(NodeId file) {
        return ann.call(() -> SERVICE.nodes.versions(space.id(), file));
    }

    private List<VersionId> ids(NodeId file) {
        return versions(file).stream().map(Version::id).toList();
    }

    private Version name(NodeId file, VersionId version, @Nullable String name) {
        return Objects.requireNonNull(
                ann.call(() -> SERVICE.nodes.nameVersion(space.id(), file, version, new VersionName(name))));
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }
}
