package dev.cairn.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceQuota;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Tickets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FakeTreeTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Caller ANN = FakeCallers.named("ann");
    private static final Caller BOB = FakeCallers.named("bob");

    private final InstantSource clock = InstantSource.fixed(NOW);
    private final Random random = new Random(7);
    private final FakeTree tree = new FakeTree(clock, random, new Tickets(new ClusterSecret(new byte[32]), clock));
    private final List<Event> events = new ArrayList<>();
    private final Space space = Callers.call(ANN, () -> tree.space("personal"));

    FakeTreeTest() {
        tree.onEvent(envelope -> events.add(envelope.event()));
    }

    @Test
    void deltasTellTheLatestStateOfEachNodeOnce() {
        var folder = applied(createFolder(space.root(), "docs"));
        var file = applied(put(folder.id(), "a.txt", "one", null));
        var cursor = commit().cursor();
        applied(new Operation.Move(operation(), file.id(), space.root(), "b.txt"));
        applied(new Operation.Move(operation(), file.id(), space.root(), "c.txt"));

        var delta = Callers.call(ANN, () -> tree.changes(space.id(), cursor, 10));

        assertThat(delta.reset()).isFalse();
        assertThat(delta.changes()).singleElement().satisfies(change -> assertThat(
                        ((Change.Upserted) change).node().name())
                .isEqualTo("c.txt"));
    }

    @Test
    void deletingAFolderLeavesOneTombstoneAndRestoringItBringsEverythingBack() {
        var folder = applied(createFolder(space.root(), "docs"));
        applied(put(folder.id(), "a.txt", "one", null));
        var cursor = commit(new Operation.Delete(operation(), folder.id(), null, null))
                .before();

        var gone = Callers.call(ANN, () -> tree.changes(space.id(), cursor, 10));
        Callers.call(ANN, () -> tree.restore(space.id(), folder.id()));
        var back = Callers.call(ANN, () -> tree.changes(space.id(), gone.cursor(), 10));

        assertThat(gone.changes()).singleElement().isInstanceOf(Change.Removed.class);
        assertThat(back.changes()).hasSize(2).allMatch(Change.Upserted.class::isInstance);
        assertThat(Callers.call(ANN, () -> tree.byPath(space.id(), "docs/a.txt"))
                        .node()
                        .name())
                .isEqualTo("a.txt");
    }

    @Test
    void aResetListsWhatLivesInPages() {
        for (int i = 0; i < 5; i++) {
            applied(createFolder(space.root(), "f" + i));
        }
        var first = Callers.call(ANN, () -> tree.changes(space.id(), null, 4));
        var second = Callers.call(ANN, () -> tree.changes(space.id(), first.cursor(), 4));

        assertThat(first.reset()).isTrue();
        assertThat(first.more()).isTrue();
        assertThat(first.changes()).hasSize(4);
        assertThat(second.reset()).isFalse();
        assertThat(second.changes()).hasSize(2);
        tree.forgetHistory(space.id());
        assertThat(Callers.call(ANN, () -> tree.changes(space.id(), second.cursor(), 4))
                        .reset())
                .isTrue();
    }

    @Test
    void refusesWhatTheContractRefuses() {
        var file = (Node.File) applied(put(space.root(), "a", "one", null));
        var folder = applied(createFolder(space.root(), "d"));
        var inner = applied(createFolder(folder.id(), "e"));
        var asOf = commit().cursor();
        var edited = (Node.File) applied(put(file.id(), space.root(), "a", "two", file.version()));
        applied(put(inner.id(), "deep", "x", null));

        assertThat(rejected(put(space.root(), "a", "three", null))).isEqualTo(Problem.NAME_TAKEN);
        assertThat(rejected(put(file.id(), space.root(), "a", "three", file.version())))
                .isEqualTo(Problem.STALE_BASE);
        assertThat(applied(put(file.id(), space.root(), "a", "two", file.version())))
                .isEqualTo(edited);
        assertThat(rejected(new Operation.Delete(operation(), file.id(), file.version(), null)))
                .isEqualTo(Problem.STALE_BASE);
        assertThat(rejected(new Operation.Delete(operation(), folder.id(), null, asOf)))
                .isEqualTo(Problem.STALE_BASE);
        assertThat(rejected(new Operation.Move(operation(), folder.id(), inner.id(), "loop")))
                .isEqualTo(Problem.WOULD_CYCLE);
        for (var name : List.of("", ".", "..", "a/b", "a\0b", "x".repeat(256), "\uD800")) {
            assertThat(rejected(createFolder(space.root(), name))).isEqualTo(Problem.INVALID_NAME);
        }
        assertThat(rejected(putPath("a/below", "x"))).isEqualTo(Problem.CONFLICT);
        assertThat(rejected(putPath("d", "x"))).isEqualTo(Problem.CONFLICT);
    }

    @Test
    void anOperationIsAppliedAtMostOnce() {
        var create = createFolder(space.root(), "once");
        var first = commit(create);
        var second = commit(create);

        assertThat(second.results()).isEqualTo(first.results());
        assertThat(second.cursor()).isEqualTo(second.before());
    }

    @Test
    void putPathMakesFoldersAndLeavesVersions() {
        var file = applied(putPath("x/y/z.txt", "one"));
        applied(putPath("x/y/z.txt", "two"));

        var keys = Callers.call(ANN, () -> tree.keys(space.id(), "x/", "/", null, 10));

        assertThat(Callers.call(ANN, () -> tree.versions(space.id(), file.id())))
                .hasSize(2);
        assertThat(keys.prefixes()).containsExactly("x/y/");
    }

    @Test
    void rightsAreThoseOfTheCaller() {
        tree.know(BOB);
        var team = Callers.call(ANN, () -> tree.create(new NewSpace(SpaceKind.TEAM, "Team", null)));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Callers.run(BOB, () -> tree.check(team.id(), 0)))
                .matches(e -> e.problem() == Problem.NOT_FOUND);
        Callers.call(ANN, () -> tree.addMember(team.id(), new NewMember("bob", SpaceRole.VIEWER)));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Callers.run(BOB, () -> tree.check(team.id(), 0)))
                .matches(e -> e.problem() == Problem.FORBIDDEN);
        Callers.call(FakeCallers.admin("root"), () -> tree.setQuota(team.id(), new SpaceQuota(10L)));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Callers.run(ANN, () -> tree.check(team.id(), 11)))
                .matches(e -> e.problem() == Problem.OVER_QUOTA);
    }

    @Test
    void aCommitIsToldAsOneEvent() {
        commit(createFolder(space.root(), "a"), createFolder(space.root(), "b"));

        assertThat(events).singleElement().isInstanceOfSatisfying(Event.NodesChanged.class, changed -> {
            assertThat(changed.after()).isEqualTo(changed.before() + 2);
            assertThat(changed.changes()).hasSize(2);
            assertThat(changed.complete()).isTrue();
        });
    }

    private CommitReply commit(Operation... operations) {
        return Callers.call(ANN, () -> tree.commit(space.id(), new Operations(List.of(operations))));
    }

    private Node applied(Operation operation) {
        var result = commit(operation).results().getFirst();
        assertThat(result).isInstanceOf(OperationResult.Applied.class);
        return java.util.Objects.requireNonNull(((OperationResult.Applied) result).node());
    }

    private Problem rejected(Operation operation) {
        return ((OperationResult.Rejected) commit(operation).results().getFirst()).problem();
    }

    private OperationId operation() {
        return new OperationId(new UUID(random.nextLong(), random.nextLong()));
    }

    private Operation.CreateFolder createFolder(NodeId parent, String name) {
        return new Operation.CreateFolder(operation(), newNode(), parent, name, NOW);
    }

    private Operation.PutFile put(
            NodeId parent, String name, String text, dev.cairn.contracts.id.@Nullable VersionId base) {
        return put(newNode(), parent, name, text, base);
    }

    private Operation.PutFile put(
            NodeId node, NodeId parent, String name, String text, dev.cairn.contracts.id.@Nullable VersionId base) {
        return new Operation.PutFile(
                operation(), node, parent, name, base, content(text), text.length(), NOW, false, Map.of());
    }

    private Operation.PutPath putPath(String path, String text) {
        return new Operation.PutPath(operation(), path, content(text), text.length(), NOW, false, null);
    }

    private NodeId newNode() {
        return new NodeId(new UUID(random.nextLong(), random.nextLong()));
    }

    private static ContentId content(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ContentId.of(bytes, 0, bytes.length);
    }
}
