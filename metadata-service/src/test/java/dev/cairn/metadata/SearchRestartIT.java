package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.SearchApi;
import dev.cairn.contracts.metadata.SearchHit;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.testkit.server.TestPostgres;
import dev.cairn.testkit.time.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The index and the database part, and meet again. */
class SearchRestartIT {
    @TempDir
    Path folder;

    @Test
    void whatChangedWhileTheIndexWasAwayIsCaughtUpWith() throws Exception {
        var database = TestPostgres.newDatabase();
        // What closes a service must leave the database open.
        var shared = new DelegatingDataSource(database);
        var withIndex = Map.of("cairn.metadata.search.path", folder.toString());
        try (var closing = (AutoCloseable) database) {
            assertThat(closing).isNotNull();
            try (var service = new Service(shared, withIndex)) {
                var ann = service.user("ann");
                var space = ann.call(() -> service.spaces.create(new NewSpace(SpaceKind.TEAM, "Team", "team")));
                var mars = ann.done(space, service.folder(space.root(), "Mars"));
                ann.done(space, service.file(mars.id(), "stays.txt", "x"));
                ann.done(space, service.file(mars.id(), "goes.txt", "y"));
                Await.until(
                        "both to be found", () -> search(service, "mars txt").size() == 2);
            }
            try (var service = new Service(shared)) {
                var ann = service.user("ann");
                var space = ann.call(() -> service.spaces.space("team"));
                assertThat(ann.call(() -> service.bean(SearchApi.class).search("mars txt", null, null, 10))
                                .namesOnly())
                        .isTrue();
                var mars =
                        ann.call(() -> service.nodes.byPath(space.id(), "Mars").node());
                var stays = ann.call(
                        () -> service.nodes.byPath(space.id(), "Mars/stays.txt").node());
                var goes = ann.call(
                        () -> service.nodes.byPath(space.id(), "Mars/goes.txt").node());
                ann.done(space, service.move(stays.id(), mars.id(), "renamed.txt"));
                ann.applied(space, service.delete(goes.id()));
                ann.call(() -> {
                    service.nodes.purge(space.id(), goes.id());
                    return true;
                });
            }
            try (var service = new Service(shared, withIndex)) {
                Await.until(
                        "it to catch up", () -> search(service, "mars renamed").equals(List.of("Mars/renamed.txt")));
                assertThat(search(service, "mars txt")).containsExactly("Mars/renamed.txt");
            }
        }
    }

    @Test
    void wordsOfWhatLayInAPurgedFolderLeaveTheDisk() throws Exception {
        var withIndex = Map.of("cairn.metadata.search.path", folder.toString());
        try (var service = new Service(TestPostgres.newDatabase(), withIndex)) {
            var ann = service.user("ann");
            var space = ann.call(() -> service.spaces.create(new NewSpace(SpaceKind.TEAM, "Team", "team")));
            var papers = ann.done(space, service.folder(space.root(), "papers"));
            ann.done(space, service.file(papers.id(), "zanzibar.txt", "x"));
            ann.done(space, service.file(space.root(), "stays.txt", "y"));
            Await.until(
                    "it to be found", () -> search(service, "zanzibar papers").size() == 1);
            service.clock.advance(Duration.ofMinutes(1));
            Await.until("it to be on the disk", () -> onDisk("zanzibar"));

            ann.applied(space, service.delete(papers.id()));
            ann.call(() -> {
                service.nodes.purge(space.id(), papers.id());
                return true;
            });
            service.clock.advance(Duration.ofDays(2));

            Await.until("it to be gone from the disk", () -> !onDisk("zanzibar"));
            assertThat(search(service, "stays")).containsExactly("stays.txt");
        }
    }

    private boolean onDisk(String word) {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | UncheckedIOException e) {
            // The index deletes files meanwhile; ask again.
            return onDisk(word);
        }
    }

    private static List<String> search(Service service, String words) {
        return service
                .user("ann")
                .call(() -> service.bean(SearchApi.class).search(words, null, null, 10))
                .hits()
                .stream()
                .map(SearchHit::path)
                .toList();
    }
}
