package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Conflict;
import dev.cairn.contracts.metadata.ConflictApi;
import dev.cairn.contracts.metadata.ConflictDetail;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Settlement;
import dev.cairn.contracts.metadata.Settlement.Keep;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.metadata.TrashEntry;
import dev.cairn.contracts.metadata.Version;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Conflicts are facts that devices tell; they end when somebody settles them or one of the two is gone, and nothing is lost. */
final class ConflictIT {
    private static final Service SERVICE = new Service();
    private static final ConflictApi CONFLICTS = SERVICE.bean(ConflictApi.class);
    private static int users;

    private final Service.User ann = SERVICE.user("conny" + users++);
    private final Space space = ann.personal();
    private final Node.File original = ann.doneFile(space, SERVICE.file(space.root(), "plan.txt", "theirs"));
    private final Node.File copy =
            ann.doneFile(space, SERVICE.file(space.root(), "plan (conflicted copy).txt", "mine"));

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void whatADeviceTellsIsListedAndEverybodyHearsOfIt() {
        var before =
                ann.call(() -> SERVICE.nodes.changes(space.id(), null, 1_000)).cursor();
        var base = new VersionId(SERVICE.nodeId().value());
        var told = new Operation.NoteConflict(
                SERVICE.operationId(), copy.id(), original.id(), base, "laptop", SERVICE.clock.instant());
        ann.applied(space, told);
        ann.applied(space, told);
        assertThat(list())
                .containsExactly(new Conflict(
                        at("plan (conflicted copy).txt"),
                        "plan (conflicted copy).txt",
                        original,
                        "plan.txt",
                        base,
                        "laptop",
                        ann.caller.device(),
                        ann.caller.account(),
                        ann.caller.name(),
                        SERVICE.clock.instant(),
                        ann.caller.device() != null,
                        ann.personal().cursor()));
        assertThat(ann.call(() -> SERVICE.nodes.changes(space.id(), before, 1_000))
                        .changes())
                .hasSize(1);
    }

    @Test
    void itSurvivesRenamesAndGoesWithEitherOfTheTwo() {
        tell();
        var folder = ann.done(space, SERVICE.folder(space.root(), "f"));
        ann.done(space, SERVICE.move(original.id(), folder.id(), "other name.txt"));
        ann.done(space, SERVICE.move(copy.id(), folder.id(), "mine.txt"));
        assertThat(list())
                .extracting(Conflict::originalPath, Conflict::copyPath)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("f/other name.txt", "f/mine.txt"));
        ann.applied(space, SERVICE.delete(original.id()));
        assertThat(list()).isEmpty();
        ann.call(() -> SERVICE.nodes.restore(space.id(), original.id()));
        assertThat(list()).hasSize(1);
        ann.applied(space, SERVICE.delete(folder.id()));
        assertThat(list()).isEmpty();
        refused(Problem.NOT_FOUND, () -> settle(Keep.BOTH));
        ann.call(() -> SERVICE.nodes.restore(space.id(), folder.id()));
        ann.applied(space, SERVICE.delete(copy.id()));
        ann.call(() -> {
            SERVICE.nodes.purge(space.id(), copy.id());
            return 0;
        });
        assertThat(list()).isEmpty();
    }

    @Test
    void keepingTheCopyMakesItTheNewestVersion() {
        tell();
        var kept = (Node.File) settle(Keep.COPY);
        assertThat(kept.id()).isEqualTo(original.id());
        assertThat(kept.name()).isEqualTo("plan.txt");
        assertThat(kept.content()).isEqualTo(copy.content());
        assertThat(ann.call(() -> SERVICE.nodes.versions(space.id(), original.id())))
                .extracting(Version::content)
                .containsExactly(copy.content(), original.content());
        assertThat(trash()).containsExactly("plan (conflicted copy).txt");
        assertThat(list()).isEmpty();
        refused(Problem.NOT_FOUND, () -> settle(Keep.COPY));
    }

    @Test
    void keepingTheOriginalPutsTheCopyIntoTheTrash() {
        tell();
        assertThat(settle(Keep.ORIGINAL)).isEqualTo(original);
        assertThat(trash()).containsExactly("plan (conflicted copy).txt");
        assertThat(list()).isEmpty();
        ann.call(() -> SERVICE.nodes.restore(space.id(), copy.id()));
        assertThat(list()).isEmpty();
    }

    @Test
    void keepingBothOnlyEndsIt() {
        tell();
        assertThat(settle(Keep.BOTH).id()).isEqualTo(original.id());
        assertThat(list()).isEmpty();
        assertThat(trash()).isEmpty();
        assertThat(ann.names(space, space.root())).containsExactly("plan (conflicted copy).txt", "plan.txt");
    }

    @Test
    void nobodySettlesWhatTheyHaveNotSeen() {
        tell();
        var edited = ann.doneFile(space, SERVICE.edit(original.id(), original.version(), "edited"));
        refused(Problem.STALE_BASE, () -> settle(new Settlement(Keep.COPY, copy.version(), original.version(), null)));
        refused(
                Problem.STALE_BASE,
                () -> settle(new Settlement(Keep.ORIGINAL, edited.version(), edited.version(), null)));
        assertThat(list()).hasSize(1);
        settle(new Settlement(Keep.ORIGINAL, copy.version(), edited.version(), null));
        assertThat(list()).isEmpty();
    }

    @Test
    void aFolderTakesThePlaceOfWhatItIsAConflictWith() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "plan (copy)"));
        var inside = ann.done(space, SERVICE.file(folder.id(), "a", "a"));
        tell(folder.id(), original.id());
        var kept = settle(folder.id(), new Settlement(Keep.COPY, null, null, null));
        assertThat(kept.id()).isEqualTo(folder.id());
        assertThat(at("plan.txt/a").id()).isEqualTo(inside.id());
        assertThat(trash()).containsExactly("plan.txt");
    }

    @Test
    void nobodyTrashesAFolderTheyHaveNotSeen() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "plans (copy)"));
        var inner = ann.done(space, SERVICE.folder(folder.id(), "inner"));
        tell(folder.id(), original.id());
        var seen = list().getFirst();
        var later = ann.done(space, SERVICE.file(inner.id(), "somebody's", "work"));
        refused(Problem.STALE_BASE, () -> settle(folder.id(), seen.settlement(Keep.ORIGINAL)));
        refused(
                Problem.STALE_BASE,
                () -> settle(folder.id(), new Settlement(Keep.ORIGINAL, null, original.version(), "no cursor")));
        assertThat(list()).hasSize(1);
        assertThat(trash()).isEmpty();
        assertThat(at("plans (copy)/inner/somebody's").id()).isEqualTo(later.id());

        var now = list().getFirst();
        ann.done(space, SERVICE.file(space.root(), "elsewhere", "x"));
        settle(folder.id(), now.settlement(Keep.ORIGINAL));
        assertThat(trash()).containsExactly("plans (copy)");
    }

    @Test
    void aFileDoesNotTakeThePlaceOfAFolderNobodyHasSeen() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "plans"));
        tell(copy.id(), folder.id());
        var seen = list().getFirst();
        ann.done(space, SERVICE.file(folder.id(), "somebody's", "work"));
        refused(Problem.STALE_BASE, () -> settle(copy.id(), seen.settlement(Keep.COPY)));
        assertThat(trash()).isEmpty();
        // What stays may change as it likes.
        assertThat(settle(copy.id(), seen.settlement(Keep.ORIGINAL)).id()).isEqualTo(folder.id());
        assertThat(trash()).containsExactly("plan (conflicted copy).txt");
    }

    @Test
    void whoAsksForOneIsToldHowMuchWouldGo() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "plans"));
        var inner = ann.done(space, SERVICE.folder(folder.id(), "inner"));
        ann.done(space, SERVICE.file(folder.id(), "a", "a"));
        ann.done(space, SERVICE.file(inner.id(), "b", "b"));
        var deleted = ann.done(space, SERVICE.file(inner.id(), "c", "c"));
        ann.applied(space, SERVICE.delete(deleted.id()));
        tell(copy.id(), folder.id());
        var detail = detail(copy.id());
        assertThat(detail).isEqualTo(new ConflictDetail(list().getFirst(), 1, 2));
        assertThat(detail.filesThatGo(Keep.COPY)).isEqualTo(2);
        assertThat(detail.filesThatGo(Keep.BOTH)).isZero();
        fill(folder.id(), ConflictDetail.NODES_COUNTED_MAX);
        assertThat(detail(copy.id()).originalFiles()).isNull();
        refused(Problem.NOT_FOUND, () -> detail(original.id()));
        ann.applied(space, SERVICE.delete(folder.id()));
        refused(Problem.NOT_FOUND, () -> detail(copy.id()));
        var stranger = SERVICE.user("stranger to " + ann.caller.name());
        refused(Problem.NOT_FOUND, () -> stranger.call(() -> CONFLICTS.conflict(space.id(), copy.id())));
    }

    /** More files than a test has time to commit. */
    private void fill(NodeId folder, int files) {
        JdbcClient.create(SERVICE.database)
                .sql("""
                        INSERT INTO metadata.node (space_id, id, parent_id, name, folded, folder, sequence, modified_s, modified_ns,
                            version_id, content, size)
                        SELECT ?, gen_random_uuid(), ?, 'f' || g, 'f' || g, false, 1000000 + g, 0, 0, gen_random_uuid(),
                            decode(repeat('00', 32), 'hex'), 0
                        FROM generate_series(1, ?) g""")
                .param(space.id().value())
                .param(folder.value())
                .param(files)
                .update();
    }

    @Test
    void whatIsDeletedMakesNoPageEmpty() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "f"));
        for (int i = 0; i < 3; i++) {
            tell(ann.done(space, SERVICE.file(folder.id(), "copy " + i, "in f")).id(), original.id());
            var direct = ann.done(space, SERVICE.file(space.root(), "copy " + i, "direct"));
            tell(direct.id(), original.id());
            ann.applied(space, SERVICE.delete(direct.id()));
        }
        ann.applied(space, SERVICE.delete(folder.id()));
        tell();
        var last = ann.done(space, SERVICE.file(space.root(), "last", "last"));
        tell(last.id(), original.id());
        var page = ann.call(() -> CONFLICTS.conflicts(space.id(), null, 2));
        assertThat(page.conflicts()).extracting(Conflict::id).containsExactlyInAnyOrder(copy.id(), last.id());
        assertThat(page.next()).isNull();
    }

    @Test
    void nothingThatStaysGoesWithWhatDoesNot() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "plans"));
        ann.done(space, SERVICE.move(original.id(), folder.id(), "plan.txt"));
        tell(folder.id(), original.id());
        refused(Problem.CONFLICT, () -> settle(folder.id(), new Settlement(Keep.ORIGINAL, null, null, null)));
        refused(Problem.WOULD_CYCLE, () -> settle(folder.id(), new Settlement(Keep.COPY, null, null, null)));
        assertThat(list()).hasSize(1);
        assertThat(trash()).isEmpty();
        settle(folder.id(), new Settlement(Keep.BOTH, null, null, null));
    }

    @Test
    void severalCopiesOfOneFileAreSeveralConflicts() {
        tell();
        for (int i = 0; i < 5; i++) {
            var more = ann.done(space, SERVICE.file(space.root(), "plan (copy " + i + ").txt", "more " + i));
            tell(more.id(), original.id());
        }
        var seen = new ArrayList<NodeId>();
        @Nullable String after = null;
        do {
            var from = after;
            var page = ann.call(() -> CONFLICTS.conflicts(space.id(), from, 2));
            page.conflicts().forEach(conflict -> seen.add(conflict.id()));
            after = page.next();
        } while (after != null);
        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
        settle(Keep.COPY);
        assertThat(list()).hasSize(5);
    }

    @Test
    void whatIsNoConflictIsRefused() {
        assertThat(ann.refused(space, note(copy.id(), copy.id())).problem()).isEqualTo(Problem.CONFLICT);
        assertThat(ann.refused(space, note(space.root(), copy.id())).problem()).isEqualTo(Problem.CONFLICT);
        assertThat(ann.refused(space, note(copy.id(), SERVICE.nodeId())).problem())
                .isEqualTo(Problem.NOT_FOUND);
        for (var device : List.of("", "x".repeat(256), "a\0b", "\uD800")) {
            refused(
                    Problem.INVALID_REQUEST,
                    () -> ann.commit(
                            space,
                            new Operation.NoteConflict(
                                    SERVICE.operationId(),
                                    copy.id(),
                                    original.id(),
                                    null,
                                    device,
                                    SERVICE.clock.instant())));
        }
        refused(Problem.INVALID_REQUEST, () -> ann.call(() -> CONFLICTS.conflicts(space.id(), "no id", 10)));
        refused(Problem.INVALID_REQUEST, () -> ann.call(() -> CONFLICTS.conflicts(space.id(), null, 1_001)));
    }

    @Test
    void readersSeeAndEditorsSettle() {
        var ben = SERVICE.user("ben of " + ann.caller.name());
        var team = ann.call(() ->
                SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Conflicts", "conflicts-of-" + ann.caller.name())));
        var one = ann.done(team, SERVICE.file(team.root(), "a", "one"));
        var two = ann.done(team, SERVICE.file(team.root(), "b", "two"));
        ann.applied(team, note(two.id(), one.id()));
        refused(Problem.NOT_FOUND, () -> ben.call(() -> CONFLICTS.conflicts(team.id(), null, 10)));
        ann.call(() -> SERVICE.spaces.addMember(team.id(), new NewMember(ben.caller.name(), SpaceRole.VIEWER)));
        assertThat(ben.call(() -> CONFLICTS.conflicts(team.id(), null, 10)).conflicts())
                .hasSize(1);
        refused(
                Problem.FORBIDDEN,
                () -> ben.call(
                        () -> CONFLICTS.settle(team.id(), two.id(), new Settlement(Keep.BOTH, null, null, null))));
    }

    private Operation.NoteConflict note(NodeId one, NodeId other) {
        return new Operation.NoteConflict(SERVICE.operationId(), one, other, null, "laptop", SERVICE.clock.instant());
    }

    private void tell() {
        tell(copy.id(), original.id());
    }

    private void tell(NodeId one, NodeId other) {
        ann.applied(space, note(one, other));
    }

    private List<Conflict> list() {
        return ann.call(() -> CONFLICTS.conflicts(space.id(), null, 100)).conflicts();
    }

    private ConflictDetail detail(NodeId which) {
        return ann.call(() -> CONFLICTS.conflict(space.id(), which));
    }

    private Node settle(Keep keep) {
        return settle(new Settlement(keep, null, null, null));
    }

    private Node settle(Settlement settlement) {
        return settle(copy.id(), settlement);
    }

    private Node settle(NodeId which, Settlement settlement) {
        return ann.call(() -> CONFLICTS.settle(space.id(), which, settlement));
    }

    private Node at(String path) {
        return ann.call(() -> SERVICE.nodes.byPath(space.id(), path)).node();
    }

    private List<String> trash() {
        return ann.call(() -> SERVICE.nodes.trash(space.id(), null, 100)).entries().stream()
                .map(TrashEntry::path)
                .toList();
    }

    private static void refused(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }
}
