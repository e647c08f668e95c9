package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What one request can ask of the database, the memory and the broker has a limit, wherever it lies. */
final class LimitsIT {
    private static final int DEPTH_MAX = 1_000;
    private static final Service SERVICE = new Service();

    private final Service.User ann = SERVICE.user("ann");
    private final Space space = ann.call(() -> SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Team", null)));

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void thePathsOfABatchMakeOnlySoManyFolders() {
        int deep = DEPTH_MAX - 1;
        var operations = new ArrayList<Operation>();
        for (int i = 0; i <= Operations.PATH_FOLDERS_MAX / deep; i++) {
            operations.add(SERVICE.path(i + "/d".repeat(deep - 1) + "/file", "x"));
        }
        operations.add(SERVICE.path("flat", "x"));
        var results = ann.commit(space, operations).results();
        assertThat(problems(results)).containsExactly(Problem.TOO_LARGE);
        assertThat(results.getLast()).isInstanceOf(OperationResult.Applied.class);
        assertThat(ann.names(space, space.root())).hasSize(operations.size() - 1);
    }

    @Test
    void nothingIsMadeOrMovedTooDeep() {
        var chain = chain(space.root(), DEPTH_MAX - 1);
        var last = chain.getLast();
        ann.done(space, SERVICE.file(last, "a", "x"));
        var deepest = ann.done(space, SERVICE.folder(last, "f"));
        assertThat(ann.refused(space, SERVICE.file(deepest.id(), "a", "x")).problem())
                .isEqualTo(Problem.INVALID_NAME);

        var pair = chain(space.root(), 2);
        ann.done(space, SERVICE.file(pair.getLast(), "a", "x"));
        assertThat(ann.refused(space, SERVICE.move(pair.getFirst(), chain.get(DEPTH_MAX - 3), "x"))
                        .problem())
                .isEqualTo(Problem.INVALID_NAME);
        ann.done(space, SERVICE.move(pair.getFirst(), chain.get(DEPTH_MAX - 4), "x"));
        ann.done(space, SERVICE.move(chain.getFirst(), space.root(), "renamed"));
    }

    @Test
    void whatWasMovedInTheSameBatchCountsWhereItIs() {
        var deep = chain(space.root(), DEPTH_MAX / 2);
        var other = chain(space.root(), DEPTH_MAX / 2);
        var top = SERVICE.folder(space.root(), "top");
        var results = ann.commit(
                        space,
                        top,
                        SERVICE.move(other.getFirst(), top.node(), "in"),
                        SERVICE.move(top.node(), deep.getLast(), "too deep"),
                        SERVICE.move(other.getFirst(), space.root(), "out"),
                        SERVICE.move(top.node(), deep.getLast(), "not too deep"))
                .results();
        assertThat(problems(results)).containsExactly(Problem.INVALID_NAME);
        assertThat(results.get(2)).isInstanceOf(OperationResult.Rejected.class);
    }

    @Test
    void pathsDoNotGetTooLong() {
        var name = "n".repeat(255);
        var folder = longPath(63);
        assertThat(ann.refused(
                                space,
                                SERVICE.folder(
                                        ann.done(space, SERVICE.folder(folder, name))
                                                .id(),
                                        "x"))
                        .problem())
                .isEqualTo(Problem.INVALID_NAME);
        var wide = chain(space.root(), 2);
        ann.done(space, SERVICE.move(wide.getLast(), wide.getFirst(), name));
        assertThat(ann.refused(space, SERVICE.move(wide.getFirst(), folder, "x"))
                        .problem())
                .isEqualTo(Problem.INVALID_NAME);
    }

    @Test
    void whatNoLongerFitsStaysInTheTrash() {
        var deep = chain(space.root(), DEPTH_MAX / 2);
        var other = chain(space.root(), DEPTH_MAX / 2 + 10);
        ann.applied(space, SERVICE.delete(other.get(1)));
        ann.done(space, SERVICE.move(other.getFirst(), deep.getLast(), "x"));
        assertThatThrownBy(() -> ann.call(() -> SERVICE.nodes.restore(space.id(), other.get(1))))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.INVALID_NAME));
        ann.done(space, SERVICE.move(other.getFirst(), space.root(), "back"));
        ann.call(() -> SERVICE.nodes.restore(space.id(), other.get(1)));
    }

    @Test
    void nobodyLooksAtEverythingThatChangedSinceAnOldCursor() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "folder"));
        var old = ann.call(() -> SERVICE.spaces.space(space.id().toString())).cursor();
        for (int batch = 0; batch < 2; batch++) {
            var prefix = "batch" + batch + "-";
            ann.commit(
                    space,
                    IntStream.range(0, Operations.MAX)
                            .<Operation>mapToObj(i -> SERVICE.folder(space.root(), prefix + i))
                            .toList());
        }
        var kept = SERVICE.folder(space.root(), "kept");
        var other = ann.done(space, kept);
        var behind = new Operation.Delete(SERVICE.operationId(), folder.id(), null, old);
        assertThat(ann.refused(space, behind).problem()).isEqualTo(Problem.STALE_BASE);
        var recent = ann.call(() -> SERVICE.spaces.space(space.id().toString())).cursor();
        var touch = new Operation.Touch(SERVICE.operationId(), other.id(), Service.MODIFIED.plusSeconds(1), false);
        ann.done(space, touch);
        ann.applied(space, new Operation.Delete(SERVICE.operationId(), folder.id(), null, recent));
    }

    @Test
    void eventsAreNoLongerThanTheBrokerTakes() throws Exception {
        var folder = longPath(40);
        var attributes = Map.of("k", "\1".repeat(4_000));
        var operations = IntStream.range(0, Event.CHANGES_MAX)
                .<Operation>mapToObj(i -> withAttributes(SERVICE.file(folder, "n" + i, "x"), attributes))
                .toList();
        ann.commit(space, operations);
        Event.NodesChanged changed;
        do {
            changed = SERVICE.awaitEvent(space, Event.NodesChanged.class);
        } while (changed.after() - changed.before() < operations.size());
        assertThat(changed.complete()).isFalse();
        assertThat(changed.changes()).isEmpty();
        assertThat(changed.notes()).isNotEmpty();
        assertThat(changed.notes().stream()
                        .mapToInt(note -> note.path().length())
                        .sum())
                .isLessThanOrEqualTo(256 * 1024);
    }

    private static Operation withAttributes(Operation.PutFile file, Map<String, String> attributes) {
        return new Operation.PutFile(
                file.id(),
                file.node(),
                file.parent(),
                file.name(),
                null,
                file.content(),
                file.size(),
                file.modified(),
                false,
                attributes);
    }

    /** Folders in folders, the first in {@code parent}. */
    private List<NodeId> chain(NodeId parent, int length) {
        var operations = new ArrayList<Operation>();
        var folders = new ArrayList<NodeId>();
        var above = parent;
        for (int i = 0; i < length; i++) {
            var folder = SERVICE.folder(above, i == 0 ? "chain" + SERVICE.nodeId() : "c");
            operations.add(folder);
            folders.add(folder.node());
            above = folder.node();
        }
        assertThat(problems(ann.commit(space, operations).results())).isEmpty();
        return folders;
    }

    /** The last of folders in folders with the longest names. */
    private NodeId longPath(int length) {
        var folder = space.root();
        for (int i = 0; i < length; i++) {
            folder = ann.done(space, SERVICE.folder(folder, "n".repeat(255))).id();
        }
        return folder;
    }

    private static List<Problem> problems(List<OperationResult> results) {
        return results.stream()
                .filter(OperationResult.Rejected.class::isInstance)
                .map(result -> ((OperationResult.Rejected) result).problem())
                .toList();
    }
}
