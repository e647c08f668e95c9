package dev.cairn.storage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.chunk.Engine;
import dev.cairn.storage.job.CancelledException;
import dev.cairn.storage.job.FoundList;
import dev.cairn.testkit.server.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which snapshots and packs a folder of backups keeps. */
class PruningTest {
    private static final List<DataSource> DATABASES = List.of(TestPostgres.newDatabase(), TestPostgres.newDatabase());

    private final Random random = new Random(3);
    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final Path folder;
    private final Installation ours;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    PruningTest(@TempDir Path temporary) {
        this.folder = temporary.resolve("backup");
        this.ours = new Installation(DATABASES.getFirst(), temporary.resolve("root.key"));
    }

    /** With a root key of its own. */
    private final class Installation implements AutoCloseable {
        private final MemoryBlobStore blobs = new MemoryBlobStore(1 << 30);
        private final Engine engine;
        private final Backup backup;

        Installation(DataSource database, Path rootKey) {
            engine = new Engine(database, blobs, rootKey);
            var secret = new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]);
            backup = new Backup(blobs, engine.keys, secret, database, () -> now, new SecureRandom());
        }

        void store() {
            var file = new byte[20_000];
            random.nextBytes(file);
            engine.api.put(space, Bundles.ofChunks(Bundles.chunks(file), false));
        }

        /** As after a collection. */
        void forget() {
            for (var table : List.of("packs", "chunks")) {
                engine.jdbc.sql("DELETE FROM storage." + table).update();
            }
        }

        FoundList backUp(String... keep) {
            now = now.plus(Duration.ofHours(1));
            var progress = new FoundList();
            backup.run(options(keep), progress);
            return progress;
        }

        @Override
        public void close() {
            forget();
            engine.jdbc.sql("DELETE FROM storage.domain_keys").update();
            engine.close();
        }
    }

    private Map<String, String> options(String... keep) {
        return keep.length == 0 ? Map.of("to", folder.toString()) : Map.of("to", folder.toString(), "keep", keep[0]);
    }

    @AfterEach
    void stop() {
        ours.close();
    }

    private List<String> snapshots() {
        return BackupFolder.open(folder).snapshots();
    }

    private Set<Path> packs() throws IOException {
        try (var files = Files.walk(folder.resolve("blobs/pack"))) {
            return files.filter(Files::isRegularFile).collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        }
    }

    @Test
    void asManyStayAsWereWantedWithTheirPacks() throws IOException {
        ours.store();
        ours.backUp();
        var first = packs();
        ours.forget();
        ours.store();
        ours.backUp();
        var second = packs();
        second.removeAll(first);
        ours.store();
        ours.backUp();
        assertThat(snapshots()).hasSize(3);

        var before = snapshots();
        assertThat(ours.backUp("3").findings()).isEmpty();
        assertThat(snapshots()).hasSize(3).containsAll(before.subList(1, 3));
        assertThat(packs())
                .doesNotContainAnyElementsOf(first)
                .containsAll(second)
                .hasSize(2);

        ours.backUp("1");
        assertThat(snapshots()).hasSize(1);
        assertThat(packs()).hasSize(2);
    }

    @Test
    void nothingGoesWhenTheNewOneIsNotWhole() throws IOException {
        ours.store();
        ours.backUp();
        var pack = packs().iterator().next();
        var bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);
        // Nor is there another to put in its place.
        var source = ours.blobs.list("pack/", "", 10).getFirst();
        ours.blobs.delete(source.key());
        ours.blobs.put(source.key(), BlobContent.of(bytes));
        assertThat(ours.backUp("1").findings()).singleElement().satisfies(finding -> assertThat(finding.detail())
                .contains("damaged", "in the backup"));
        assertThat(snapshots()).hasSize(2);
        assertThat(packs()).contains(pack);

        // Nor when something was missing from the start.
        ours.blobs.list("pack/", "", 10).forEach(blob -> ours.blobs.delete(blob.key()));
        Files.delete(pack);
        assertThat(ours.backUp("1").findings()).hasSize(1);
        assertThat(snapshots()).hasSize(3);
    }

    @Test
    void aPackThatRottedInTheFolderIsPutThereAgain() throws IOException {
        ours.store();
        ours.backUp();
        var pack = packs().iterator().next();
        var whole = Files.readAllBytes(pack);
        var bytes = whole.clone();
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);
        assertThat(ours.backUp("1").findings()).isEmpty();
        assertThat(Files.readAllBytes(pack)).isEqualTo(whole);
        assertThat(snapshots()).hasSize(1);
    }

    @Test
    void aFileThatIsDamagedIsAFinding() throws IOException {
        ours.store();
        ours.backUp();
        ours.backUp();
        var newest = snapshots().getLast();
        Files.write(folder.resolve("snapshots").resolve(newest).resolve("cluster-secret"), new byte[10]);
        var found = new FoundList();
        var opened = BackupFolder.open(folder);
        try (var blobs = opened.blobs()) {
            new Pruning(opened, blobs, ours.blobs, ours.engine.keys, found).keep(newest, 1);
        }
        assertThat(found.findings()).singleElement().satisfies(finding -> assertThat(finding.name())
                .isEqualTo("cluster-secret"));
        assertThat(snapshots()).hasSize(2);
    }

    @Test
    void packsStayWhileASnapshotIsThereThatCannotBeOpened(@TempDir Path elsewhere) throws IOException {
        try (var other = new Installation(DATABASES.getLast(), elsewhere.resolve("root.key"))) {
            other.store();
            other.backUp();
        }
        var sealed = packs();
        ours.store();
        ours.backUp("2");
        assertThat(snapshots()).hasSize(2);
        assertThat(packs()).containsAll(sealed);
        ours.backUp("1");
        assertThat(snapshots()).hasSize(1);
        assertThat(packs()).doesNotContainAnyElementsOf(sealed).hasSize(1);
    }

    @Test
    void aSnapshotThatCannotBeLookedAtIsNotTakenForAbsent() throws IOException {
        ours.store();
        ours.backUp();
        var before = packs();
        var manifest =
                folder.resolve("snapshots").resolve(snapshots().getFirst()).resolve("manifest");
        var aside = folder.resolve("aside");
        Files.move(manifest, aside);
        // Neither there nor absent, for anybody.
        Files.createSymbolicLink(manifest, manifest);
        ours.forget();
        ours.store();
        assertThatThrownBy(this::snapshots).isInstanceOf(BackupException.class);
        assertThatThrownBy(() -> ours.backUp("1")).isInstanceOf(BackupException.class);
        Files.delete(manifest);
        Files.move(aside, manifest);
        assertThat(snapshots()).hasSize(1);
        assertThat(packs()).containsAll(before);
        assertThat(ours.backUp("2").findings()).isEmpty();
        assertThat(snapshots()).hasSize(2);
    }

    @Test
    void theNewOneStaysWhateverTheClockSays() {
        ours.store();
        ours.backUp();
        now = now.minus(Duration.ofDays(1));
        ours.backUp("1");
        assertThat(snapshots()).singleElement().asString().startsWith("20251231");
    }

    @Test
    void whatIsCancelledAnywhereLeavesEverySnapshotThatIsThereWhole() {
        ours.store();
        for (int i = 0; i < 3; i++) {
            ours.backUp();
        }
        int cancelled = 0;
        for (boolean done = false; !done; cancelled++) {
            now = now.plus(Duration.ofHours(1));
            var progress = new FoundList();
            progress.cancelAfter(cancelled);
            try {
                ours.backup.run(options("2"), progress);
                done = true;
            } catch (CancelledException e) {
                assertThat(snapshots()).hasSizeGreaterThanOrEqualTo(2);
            }
        }
        assertThat(cancelled).isGreaterThan(3);
        assertThat(snapshots()).hasSize(2);
        assertThat(ours.backUp("1").findings()).as("read whole").isEmpty();
    }

    @Test
    void onlyANumberSaysHowMany() {
        for (var wrong : List.of("0", "-1", "x", "", "10001")) {
            assertThatThrownBy(() -> ours.backup.check(options(wrong)))
                    .as(wrong)
                    .isInstanceOf(ProblemException.class);
        }
        ours.backup.check(options("10000"));
    }
}
