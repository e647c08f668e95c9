package dev.cairn.notification.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.notification.Activity;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.notification.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class ActivityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123456Z");
    private static final AccountId ANN = new AccountId(UUID.randomUUID());
    private static final AccountId BEN = new AccountId(UUID.randomUUID());

    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final JdbcActivityStore store = new JdbcActivityStore(new JdbcTemplate(TestDatabase.create()));
    private final ActivityLog log = new ActivityLog(store);
    private final ActivityFeed feed = new ActivityFeed(new VisibleSpaces(space), store);

    private static EventEnvelope envelope(Event event) {
        return new EventEnvelope(new EventId(UUID.randomUUID()), NOW, event);
    }

    private Event.NodesChanged changed(String... paths) {
        var notes = new ArrayList<Event.Note>();
        for (var path : paths) {
            notes.add(new Event.Note(Event.Action.CREATED, new NodeId(UUID.randomUUID()), path, false));
        }
        return new Event.NodesChanged(
                space, "Team", 0, paths.length, "1.0.1", List.of(), true, notes, ANN, "ann", null);
    }

    private static void assertProblem(Problem problem, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }

    @Test
    void everythingThatHappensIsToldLatestFirst() {
        log.accept(envelope(changed("a.txt", "b.txt")));
        log.accept(envelope(new Event.AccessChanged(space, "Team", BEN, "ben", SpaceRole.EDITOR, null, ANN, "ann")));
        log.accept(envelope(new Event.AccessChanged(space, "Team", BEN, "ben", null, SpaceRole.EDITOR, ANN, "ann")));
        log.accept(envelope(new Event.LinkCreated(space, "Team", new NodeId(UUID.randomUUID()), "a.txt", ANN, "ann")));

        var page = feed.activity(space, null, 50);

        assertThat(page.next()).isNull();
        assertThat(page.activities().stream().map(one -> one.action() + " " + one.subject()))
                .containsExactly("linked a.txt", "unshared ben", "shared ben", "created b.txt", "created a.txt");
        assertThat(page.activities()).allSatisfy(one -> {
            assertThat(one.at()).isEqualTo(NOW);
            assertThat(one.actor()).isEqualTo(ANN);
            assertThat(one.actorName()).isEqualTo("ann");
        });
    }

    @Test
    void anEventThatComesTwiceIsToldOnce() {
        var event = envelope(changed("a", "b", "c"));
        log.accept(event);
        log.accept(event);
        assertThat(feed.activity(space, null, 50).activities()).hasSize(3);
    }

    @Test
    void pagesTogetherAreTheWholeFeed() {
        log.accept(envelope(changed(IntStream.range(0, 7).mapToObj(i -> "f" + i).toArray(String[]::new))));
        var seen = new ArrayList<String>();
        @Nullable String before = null;
        int pages = 0;
        do {
            var page = feed.activity(space, before, 3);
            page.activities().stream().map(Activity::subject).forEach(seen::add);
            before = page.next();
            pages++;
        } while (before != null);
        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactly("f6", "f5", "f4", "f3", "f2", "f1", "f0");
    }

    @Test
    void onlyWhoMaySeeTheSpaceMaySeeItsFeed() {
        log.accept(envelope(changed("secret")));
        var outsider = new ActivityFeed(new VisibleSpaces(new SpaceId(UUID.randomUUID())), store);
        assertProblem(Problem.NOT_FOUND, () -> outsider.activity(space, null, 50));
    }

    @Test
    void badPagesAreRefused() {
        assertProblem(Problem.INVALID_REQUEST, () -> feed.activity(space, null, 0));
        assertProblem(Problem.INVALID_REQUEST, () -> feed.activity(space, null, 201));
        assertProblem(Problem.INVALID_REQUEST, () -> feed.activity(space, "x", 10));
    }

    @Test
    void whatIsTooOldIsForgotten() {
        log.accept(envelope(changed("old")));
        var later = NOW.plus(Duration.ofDays(2));
        var pruning = new ActivityPruning(store, Duration.ofDays(1), InstantSource.fixed(later));
        assertThat(pruning.prune()).isEqualTo(1);
        assertThat(feed.activity(space, null, 50).activities()).isEmpty();
    }
}
