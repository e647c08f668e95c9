package dev.cairn.desktop.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.testkit.apart.Apart;
import dev.cairn.testkit.apart.Rights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What was saved is loaded, by every later version too. */
class JdbcJournalTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whatWasSavedIsLoaded() throws IOException {
        var trees = SampleReplica.trees();
        var entry = SampleReplica.entry();
        try (var journal = open()) {
            journal.save(trees, entry);
            assertThat(entry.isEmpty()).isTrue();
            assertThat(trees.local().isTouched()).isFalse();
        }
        assertIsSample(folder.resolve("journal.db"));
    }

    @Test
    void howContentsAreMadeUpIsForgottenWhenNoTreeNamesThem() throws IOException {
        var manifest = SampleReplica.manifest();
        try (var journal = open()) {
            journal.save(SampleReplica.trees(), SampleReplica.entry());
            assertThat(journal.manifest(manifest.id())).isPresent();
            journal.tidy();
            assertThat(journal.manifest(manifest.id())).isEmpty();
            assertThat(journal.chunk(manifest.chunks().getFirst().id())).isEmpty();
        }
    }

    @Test
    void aJournalOfFormat1Opens() throws IOException {
        var old = folder.resolve("journal-v1.db");
        try (var golden = Objects.requireNonNull(JdbcJournalTest.class.getResourceAsStream("/golden/journal-v1.db"))) {
            Files.copy(golden, old);
        }
        assertIsSample(old);
    }

    @Test
    void aJournalOfALaterFormatIsRefused() throws Exception {
        open().close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.execute("pragma user_version=2");
        }
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(this::open)
                .withMessageContaining("later version");
    }

    @Test
    void anAnsweredBatchIsGoneAndTheNextSaveHoldsOnlyWhatChanged() throws IOException {
        var trees = SampleReplica.trees();
        try (var journal = open()) {
            journal.save(trees, SampleReplica.entry());
            trees.remote().remove(SampleReplica.id(8));
            var entry = new JournalEntry();
            entry.answered.add(SampleReplica.BATCH);
            journal.save(trees, entry);
            assertThat(journal.pending()).isEmpty();
            var loaded = new Replica(SampleReplica.ROOT);
            journal.load(loaded);
            assertSame(loaded, trees);
        }
    }

    @Test
    @Apart(Rights.MAY_MOUNT)
    void aSaveOnAFullDiskIsRepeatedWholeLater() throws Exception {
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder.toString()))
                .isZero();
        try (var journal = open()) {
            var trees = SampleReplica.trees();
            var filler = folder.resolve("filler");
            fill(filler);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> journal.save(trees, SampleReplica.entry()))
                    .withMessageContaining("journal");
            assertThat(trees.local().isTouched()).isTrue();
            Files.delete(filler);
            journal.save(trees, SampleReplica.entry());
            var loaded = new Replica(SampleReplica.ROOT);
            journal.load(loaded);
            assertSame(loaded, SampleReplica.trees());
        } finally {
            assertThat(run("umount", folder.toString())).isZero();
        }
    }

    @Test
    void aSaveThatFailedHalfwayLeavesNothingAndIsRepeatedWhole() throws Exception {
        for (var way : List.of("rollback", "abort", "fail")) {
            var file = folder.resolve(way + ".db");
            try (var journal = new JdbcJournal(file, JSON)) {
                execute(
                        file,
                        "create trigger broken before insert on pending begin select raise(" + way
                                + ", 'broken'); end");
                var trees = SampleReplica.trees();
                var entry = SampleReplica.entry();
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> journal.save(trees, entry))
                        .withMessageContaining("broken");
                assertThat(entry.isEmpty()).isFalse();
                assertThat(journal.fact("cursor")).isEmpty();
                execute(file, "drop trigger broken");
                var nothing = new Replica(SampleReplica.ROOT);
                journal.save(nothing, new JournalEntry());
                journal.load(nothing);
                assertThat(nothing.remote().all()).isEmpty();
                journal.save(trees, entry);
            }
            assertIsSample(file);
        }
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private JdbcJournal open() {
        return new JdbcJournal(folder.resolve("journal.db"), JSON);
    }

    private static void assertIsSample(Path file) {
        try (var journal = new JdbcJournal(file, JSON)) {
            var loaded = new Replica(SampleReplica.ROOT);
            journal.load(loaded);
            assertSame(loaded, SampleReplica.trees());
            assertThat(loaded.local().isTouched()).isFalse();
            assertThat(journal.fact("cursor")).contains("1.f00d.42");
            assertThat(journal.fact("hold")).contains("");
            assertThat(journal.fact("none")).isEmpty();
            var expected = SampleReplica.entry().sending.getFirst();
            assertThat(journal.pending()).singleElement().satisfies(batch -> {
                assertThat(batch.id()).isEqualTo(expected.id());
                assertThat(batch.manifests()).isEqualTo(expected.manifests());
                assertThat(batch.edits()).isEqualTo(expected.edits());
            });
            var manifest = SampleReplica.manifest();
            assertThat(journal.manifest(manifest.id())).contains(manifest);
            assertThat(journal.chunk(SampleReplica.chunk("two")))
                    .isEqualTo(List.of(new Journal.ChunkPlace(manifest.id(), 3)));
        }
    }

    private static void assertSame(Replica loaded, Replica expected) {
        assertThat(loaded.remote().all())
                .containsExactlyInAnyOrderElementsOf(expected.remote().all());
        assertThat(loaded.synced().all())
                .containsExactlyInAnyOrderElementsOf(expected.synced().all());
        assertThat(loaded.local().all())
                .containsExactlyInAnyOrderElementsOf(expected.local().all());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
