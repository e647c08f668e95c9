package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.metadata.retention.Retained;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a reader is told, and when it has to begin anew. */
final class ChangesIT {
    private static final Service SERVICE = new Service();
    private static int users;

    private final Service.User ann = SERVICE.user("ann" + users++);
    private final Space space = ann.personal();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void nothingNewIsNothing() {
        var delta = changes(space.cursor(), 1000);
        assertThat(delta).isEqualTo(new Delta(space.id(), List.of(), space.cursor(), false, false));
    }

    @Test
    void aDeletedFolderIsOneRemoval() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "f"));
        ann.done(space, SERVICE.file(folder.id(), "a", "one"));
        var cursor = changes(null, 1000).cursor();
        var gone = ann.applied(space, SERVICE.delete(folder.id()));
        assertThat(changes(cursor, 1000).changes()).containsExactly(new Change.Removed(folder.id(), gone.sequence()));
        assertThat(ids(changes(null, 1000))).containsExactly(space.root());
    }

    @Test
    void whatMovedIntoAFolderThatWasThenDeletedIsRemovedToo() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "f"));
        var file = ann.done(space, SERVICE.file(space.root(), "a", "one"));
        var cursor = changes(null, 1000).cursor();
        ann.done(space, SERVICE.move(file.id(), folder.id(), "a"));
        ann.applied(space, SERVICE.delete(folder.id()));
        assertThat(changes(cursor, 1000).changes())
                .allMatch(Change.Removed.class::isInstance)
                .extracting(Change::id)
                .containsExactly(file.id(), folder.id());
        ann.call(() -> {
            SERVICE.nodes.purge(space.id(), folder.id());
            return true;
        });
        assertThat(changes(cursor, 1000).changes())
                .allMatch(Change.Removed.class::isInstance)
                .extracting(Change::id)
                .containsExactly(file.id(), folder.id());
    }

    @Test
    void parentsComeBeforeChildrenEvenWhenTheyChangedLater() {
        var folder = SERVICE.folder(space.root(), "f");
        var inner = SERVICE.folder(folder.node(), "g");
        var file = SERVICE.file(inner.node(), "a", "one");
        ann.commit(space, folder, inner, file, SERVICE.move(folder.node(), space.root(), "renamed"));
        for (int limit : List.of(1, 2, 1000)) {
            var seen = new HashSet<NodeId>(Set.of(space.root()));
            var cursor = space.cursor();
            for (boolean more = true; more; ) {
                var delta = changes(cursor, limit);
                for (var change : delta.changes()) {
                    var node = ((Change.Upserted) change).node();
                    assertThat(seen).contains(node.parent());
                    seen.add(node.id());
                }
                cursor = delta.cursor();
                more = delta.more();
            }
            assertThat(seen).hasSize(4);
        }
    }

    @Test
    void cursorsThatAreNotOfThisHistoryAreReset() {
        var other = SERVICE.user("other").personal();
        ann.done(space, SERVICE.path("x/y", "z"));
        var future = space.cursor().substring(0, space.cursor().lastIndexOf('.')) + ".99999";
        for (var cursor : List.of(
                "",
                "nonsense",
                "1.0.1",
                future,
                other.cursor(),
                "r1." + future + "." + space.root(),
                "r1.1.2.3.x",
                "\0",
                "r1",
                "r1..")) {
            var delta = changes(cursor, 1000);
            assertThat(delta.reset()).isTrue();
            assertThat(delta.changes()).hasSize(3);
        }
    }

    @Test
    void aListingInPagesLosesNothingWhileOthersWrite() {
        var nodes = new ArrayList<NodeId>();
        for (int i = 0; i < 10; i++) {
            var folder = SERVICE.folder(space.root(), "f" + i);
            nodes.add(folder.node());
            ann.commit(space, folder, SERVICE.file(folder.node(), "a", "a" + i), SERVICE.file(folder.node(), "b", "b"));
        }
        var known = new Reader(space.root());
        var delta = changes(null, 4);
        assertThat(delta.reset()).isTrue();
        known.take(delta);
        int step = 0;
        while (delta.more()) {
            switch (step++) {
                case 0 -> ann.done(space, SERVICE.move(nodes.get(9), nodes.get(0), "moved"));
                case 1 -> ann.applied(space, SERVICE.delete(nodes.get(1)));
                case 2 -> ann.call(() -> SERVICE.nodes.restore(space.id(), nodes.get(1)));
                case 3 -> ann.done(space, SERVICE.path("late/x", "x"));
                case 4 -> ann.applied(space, SERVICE.delete(nodes.get(5)));
                default -> {}
            }
            delta = changes(delta.cursor(), 4);
            assertThat(delta.reset()).isFalse();
            known.take(delta);
        }
        assertThat(step).isGreaterThan(5);
        var fresh = new Reader(space.root());
        fresh.take(changes(null, 1000));
        assertThat(known.paths())
                .isEqualTo(fresh.paths())
                .contains("f0/moved/a", "f1/b", "late/x")
                .doesNotContain("f5");
    }

    @Test
    void whoWasAwayLongerThanTombstonesAreKeptBeginsAnew() {
        var file = ann.done(space, SERVICE.file(space.root(), "a", "one"));
        var before = changes(null, 1000).cursor();
        ann.applied(space, SERVICE.delete(file.id()));
        var after = changes(null, 1000).cursor();
        ann.call(() -> {
            SERVICE.nodes.purge(space.id(), file.id());
            return true;
        });
        SERVICE.clock.advance(Duration.ofDays(181));
        SERVICE.all(Retained.class)
                .forEach(kind -> assertThat(kind.forget(100_000)).isPositive());
        assertThat(changes(before, 1000).reset()).isTrue();
        assertThat(changes(after, 1000).reset()).isFalse();
    }

    @Test
    void bigCommitsAreAnnouncedAndFetched() throws Exception {
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < 501; i++) {
            operations.add(SERVICE.file(space.root(), "n" + i, "x"));
        }
        ann.commit(space, operations);
        var event = SERVICE.awaitEvent(space, Event.NodesChanged.class);
        assertThat(event.complete()).isFalse();
        assertThat(event.changes()).isEmpty();
        assertThat(event.notes()).hasSize(500);
        var first = changes(space.cursor(), 500);
        assertThat(first.more()).isTrue();
        assertThat(first.changes()).hasSize(500);
        var second = changes(first.cursor(), 500);
        assertThat(second.more()).isFalse();
        assertThat(second.changes()).hasSize(1);
        assertThat(second.cursor()).isEqualTo(event.cursor());
    }

    private Delta changes(@Nullable String cursor, int limit) {
        return ann.call(() -> SERVICE.nodes.changes(space.id(), cursor, limit));
    }

    private static List<NodeId> ids(Delta delta) {
        return delta.changes().stream().map(Change::id).toList();
    }

    /** A device that keeps what it was told; fails when it hears of a child before its parent. */
    static final class Reader {
        private final Map<NodeId, Node> nodes = new HashMap<>();
        private final NodeId root;

        Reader(NodeId root) {
            this.root = root;
        }

        void take(Delta delta) {
            if (delta.reset()) {
                nodes.clear();
            }
            for (var change : delta.changes()) {
                switch (change) {
                    case Change.Upserted upserted -> {
                        var parent = upserted.node().parent();
                        if (parent != null && !nodes.containsKey(parent)) {
                            throw new AssertionError("before its parent: " + upserted);
                        }
                        nodes.put(upserted.id(), upserted.node());
                    }
                    case Change.Removed removed -> remove(removed.id());
                }
            }
        }

        private void remove(NodeId id) {
            nodes.remove(id);
            var below = nodes.values().stream()
                    .filter(node -> id.equals(node.parent()))
                    .map(Node::id)
                    .toList();
            below.forEach(this::remove);
        }

        SortedMap<String, Node> tree() {
            var tree = new TreeMap<String, Node>();
            nodes.values().stream().filter(node -> !node.id().equals(root)).forEach(node -> tree.put(path(node), node));
            return tree;
        }

        Set<String> paths() {
            return tree().keySet();
        }

        private String path(Node node) {
            var parent = node.parent();
            return parent == null || parent.equals(root)
                    ? node.name()
                    : path(Objects.requireNonNull(nodes.get(parent))) + "/" + node.name();
        }
    }
}
