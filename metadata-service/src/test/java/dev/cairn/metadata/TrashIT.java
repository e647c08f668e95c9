package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.TrashEntry;
import dev.cairn.contracts.metadata.TrashPage;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Deletions can be undone until somebody purges them. */
final class TrashIT {
    private static final Service SERVICE = new Service();
    private static int users;

    private final Service.User ann = SERVICE.user("ann" + users++);
    private final Space space = ann.personal();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void aFolderComesBackWithEverythingInIt() {
        ann.done(space, SERVICE.path("f/g/a", "one"));
        var folder = at("f");
        var file = at("f/g/a");
        var before = changes(null).cursor();
        ann.applied(space, SERVICE.delete(folder.id()));
        var entry = trash(null, 10).entries().getFirst();
        assertThat(entry.path()).isEqualTo("f");
        assertThat(entry.deletedBy()).isEqualTo(ann.caller.name());
        assertThat(entry.deleted()).isEqualTo(SERVICE.clock.instant());
        var deleted = changes(null).cursor();

        restore(folder.id());
        assertThat(trash(null, 10).entries()).isEmpty();
        var back = (Node.File) at("f/g/a");
        assertThat(back.id()).isEqualTo(file.id());
        assertThat(back.version()).isEqualTo(((Node.File) file).version());
        assertThat(changes(deleted).changes()).hasSize(3);
        assertThat(changes(before).changes()).hasSize(3);
    }

    @Test
    void deletionsInsideDeletionsStayApart() {
        ann.done(space, SERVICE.path("f/a", "one"));
        ann.done(space, SERVICE.path("f/b", "two"));
        var folder = at("f");
        var inner = at("f/a");
        ann.applied(space, SERVICE.delete(inner.id()));
        ann.applied(space, SERVICE.delete(folder.id()));
        assertThat(trash(null, 10).entries()).extracting(TrashEntry::path).containsExactlyInAnyOrder("f/a", "f");
        restore(folder.id());
        assertThat(ann.names(space, folder.id())).containsExactly("b");
        ann.applied(space, SERVICE.delete(folder.id()));
        assertThat(restore(inner.id()).parent()).isEqualTo(space.root());
        restore(folder.id());
        ann.applied(space, SERVICE.delete(inner.id()));
        assertThat(restore(inner.id()).parent()).isEqualTo(space.root());
    }

    @Test
    void aPurgedFolderLeavesOlderDeletionsInTheTrash() {
        ann.done(space, SERVICE.path("f/a", "one"));
        ann.done(space, SERVICE.path("f/b", "three"));
        var folder = at("f");
        var inner = at("f/a");
        ann.applied(space, SERVICE.delete(inner.id()));
        ann.applied(space, SERVICE.delete(folder.id()));
        purge(folder.id());
        assertThat(trash(null, 10).entries()).extracting(TrashEntry::path).containsExactly("f/a");
        assertThat(ann.personal().usedBytes()).isEqualTo(3);
        assertThat(restore(inner.id()).parent()).isEqualTo(space.root());
        assertThatThrownBy(() -> restore(folder.id())).isInstanceOf(ProblemException.class);
    }

    @Test
    void takenNamesGetAnAddition() {
        var names = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            var file = ann.done(space, SERVICE.file(space.root(), "a.tar.gz", "v" + i));
            ann.applied(space, SERVICE.delete(file.id()));
        }
        var long1 = "ü".repeat(127);
        for (int i = 0; i < 2; i++) {
            var folder = ann.done(space, SERVICE.folder(space.root(), long1));
            ann.applied(space, SERVICE.delete(folder.id()));
        }
        for (var entry : trash(null, 10).entries()) {
            names.add(restore(entry.node().id()).name());
        }
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "a.tar.gz",
                        "a.tar (restored).gz",
                        "a.tar (restored 2).gz",
                        long1,
                        "ü".repeat(122) + " (restored)");
    }

    @Test
    void theTrashComesInPagesLatestFirst() {
        for (int i = 0; i < 5; i++) {
            var file = ann.done(space, SERVICE.file(space.root(), "a" + i, "x"));
            ann.applied(space, SERVICE.delete(file.id()));
            if (i % 2 == 0) {
                SERVICE.clock.advance(Duration.ofSeconds(1));
            }
        }
        var paths = new ArrayList<String>();
        String after = null;
        do {
            var page = trash(after, 2);
            page.entries().stream().map(TrashEntry::path).forEach(paths::add);
            after = page.next();
        } while (after != null);
        assertThat(paths).hasSize(5).startsWith("a4").endsWith("a0");
        for (var forged : List.of(
                "nonsense",
                "+1000000000-12-31T23:59:59Z_" + space.root(),
                "-1000000000-01-01T00:00:00Z_" + space.root(),
                "2026-01-01T00:00:00Z_root")) {
            assertThatThrownBy(() -> trash(forged, 2))
                    .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.extensions())
                            .containsEntry("field", "after"));
        }
    }

    @Test
    void whatIsNotInTheTrashCannotBeRestoredOrPurged() {
        var file = ann.done(space, SERVICE.file(space.root(), "a", "x"));
        assertThatThrownBy(() -> restore(file.id())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> purge(file.id())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> purge(space.root())).isInstanceOf(ProblemException.class);
    }

    @Test
    void restoringAVersionMakesANewOne() throws Exception {
        var first = ann.doneFile(space, SERVICE.file(space.root(), "a", "one"));
        ann.doneFile(space, SERVICE.edit(first.id(), first.version(), "two"));
        var restored =
                (Node.File) ann.call(() -> SERVICE.nodes.restoreVersion(space.id(), first.id(), first.version()));
        assertThat(restored.content()).isEqualTo(first.content());
        assertThat(restored.version()).isNotEqualTo(first.version());
        var versions = ann.call(() -> SERVICE.nodes.versions(space.id(), first.id()));
        assertThat(versions)
                .extracting(version -> version.id())
                .startsWith(restored.version())
                .hasSize(3);
        assertThat(ann.personal().usedBytes()).isEqualTo(9);
        Event.NodesChanged event;
        do {
            event = SERVICE.awaitEvent(space, Event.NodesChanged.class);
        } while (event.notes().stream().noneMatch(note -> note.action() == Event.Action.RESTORED));
        assertThat(event.notes()).hasSize(1);
        assertThat(ann.call(() -> SERVICE.nodes.restoreVersion(space.id(), first.id(), restored.version())))
                .isEqualTo(restored);
    }

    private Node at(String path) {
        return ann.call(() -> SERVICE.nodes.byPath(space.id(), path)).node();
    }

    private Delta changes(@Nullable String cursor) {
        return ann.call(() -> SERVICE.nodes.changes(space.id(), cursor, 1000));
    }

    private TrashPage trash(@Nullable String after, int limit) {
        return ann.call(() -> SERVICE.nodes.trash(space.id(), after, limit));
    }

    private Node restore(NodeId node) {
        return ann.call(() -> SERVICE.nodes.restore(space.id(), node));
    }

    private void purge(NodeId node) {
        ann.call(() -> {
            SERVICE.nodes.purge(space.id(), node);
            return true;
        });
    }
}
