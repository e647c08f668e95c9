package dev.cairn.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.SpaceCensus;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.Held;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.StorageSchema;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.chunk.Engine;
import dev.cairn.storage.crypto.DeletedSpaceKeys;
import dev.cairn.storage.crypto.KeyRings;
import dev.cairn.testkit.server.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A space is deleted, its retention ends, its key is destroyed: nothing that was kept reads it, and its bytes are freed. */
class DeletedSpaceTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final int LENGTH = 300_000;

    private final ModelNames deleted = new ModelNames(new SpaceId(UUID.randomUUID()));
    private final ModelNames kept = new ModelNames(new SpaceId(UUID.randomUUID()));
    private final Names names = new Names();
    private final Random random = new Random(7);
    private final Path folder;
    private final LocalBlobStore blobs;
    private final Engine engine;
    private final DeletedSpaceKeys keys;
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");

    DeletedSpaceTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
        this.engine = new Engine(DATABASE, blobs, folder.resolve("root.key"));
        this.keys = KeyRings.deletedSpaces(engine.keys, engine.jdbc, names, () -> now, RETENTION);
    }

    /** Metadata with both spaces. */
    private final class Names implements CensusApi {
        private ModelNames of(SpaceId space) {
            return space.equals(deleted.space) ? deleted : kept;
        }

        @Override
        public List<SpaceCensus> spaces(List<SpaceId> spaces) {
            return spaces.stream()
                    .map(space -> of(space).spaces(List.of(space)).getFirst())
                    .toList();
        }

        @Override
        public SpaceCensus fence(SpaceId space, long epoch) {
            return of(space).fence(space, epoch);
        }

        @Override
        public byte[] contents(SpaceId space, @Nullable ContentId after, int limit) {
            return of(space).contents(space, after, limit);
        }
    }

    @AfterEach
    void stop() {
        engine.close();
        blobs.close();
    }

    @Test
    void afterItsRetentionNothingReadsASpaceAndItsBytesAreFreed() throws IOException {
        var gone = store(deleted);
        var stays = store(kept);
        deleted.becomes(SpaceCensus.State.UNKNOWN);
        assertPassAfter(Duration.ofDays(100), 0);
        deleted.becomes(SpaceCensus.State.DELETED);
        assertPassAfter(Duration.ZERO, 0);
        assertPassAfter(RETENTION.minusSeconds(1), 0);
        // Names came back from a backup: the time begins anew when they go again.
        deleted.becomes(SpaceCensus.State.KEPT);
        assertPassAfter(RETENTION, 0);
        deleted.becomes(SpaceCensus.State.DELETED);
        assertPassAfter(Duration.ZERO, 0);
        assertPassAfter(RETENTION.minusSeconds(1), 0);
        assertThat(load(engine, deleted.space, gone)).isEqualTo(LENGTH);

        assertPassAfter(Duration.ofSeconds(1), 1);
        assertPassAfter(RETENTION, 0);

        assertThatThrownBy(() -> load(engine, deleted.space, gone)).isInstanceOf(ProblemException.class);
        assertThat(load(engine, kept.space, stays)).isEqualTo(LENGTH);
        assertACopyDoesNotReadIt(gone, stays);
        var before = storedBytes();
        for (int i = 0; i < 3; i++) {
            pass();
        }
        assertThat(storedBytes()).isLessThanOrEqualTo(before - LENGTH).isGreaterThan(LENGTH);
        assertThat(load(engine, kept.space, stays)).isEqualTo(LENGTH);
    }

    /** All blobs, all rows and the root key, in other hands. */
    private void assertACopyDoesNotReadIt(ContentId gone, ContentId stays) throws IOException {
        var database = TestPostgres.newDatabase();
        StorageSchema.migrate(database);
        var rows = JdbcClient.create(database);
        for (var table : List.of("domain_keys", "destroyed_keys", "packs", "chunks", "manifests", "collection")) {
            engine.jdbc
                    .sql("SELECT to_jsonb(t)::text FROM storage." + table + " t")
                    .query(String.class)
                    .list()
                    .forEach(row -> rows.sql(
                                    "INSERT INTO storage.%1$s SELECT * FROM jsonb_populate_record(NULL::storage.%1$s, ?::jsonb)"
                                            .formatted(table))
                            .param(row)
                            .update());
        }
        // Whoever has it may take away what says that the key was destroyed.
        assertThat(rows.sql("DELETE FROM storage.destroyed_keys WHERE space = ?")
                        .param(deleted.space.value())
                        .update())
                .isEqualTo(1);
        var copy = copyOfBlobs();
        try (var store = new LocalBlobStore(copy, 0);
                var other = new Engine(database, store, folder.resolve("root.key"))) {
            assertThat(store.list("key/" + deleted.space, "", 10)).isEmpty();
            assertThat(load(other, kept.space, stays)).isEqualTo(LENGTH);
            assertThatThrownBy(() -> load(other, deleted.space, gone)).isInstanceOf(ProblemException.class);
        }
    }

    private Path copyOfBlobs() throws IOException {
        var from = folder.resolve("blobs");
        var to = folder.resolve("copy");
        try (var files = Files.walk(from)) {
            for (var file : files.sorted().toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }

    private void assertPassAfter(Duration time, int destroyed) {
        now = now.plus(time);
        assertThat(keys.pass()).isEqualTo(destroyed);
    }

    private ContentId store(ModelNames space) {
        var file = new byte[LENGTH];
        random.nextBytes(file);
        var chunks = Bundles.chunks(file);
        engine.api.put(space.space, Bundles.ofChunks(chunks, false));
        var manifest = Bundles.manifest(chunks);
        var pin = engine.api.putManifests(space.space, Bundles.ofManifests(List.of(manifest)));
        space.commit(pin.epoch(), manifest.id());
        return manifest.id();
    }

    private static int load(Engine engine, SpaceId space, ContentId content) throws IOException {
        var manifest = engine.contents.manifest(space, content);
        var out = new ByteArrayOutputStream();
        engine.contents.stream(space, manifest, 0, manifest.size(), out);
        return out.size();
    }

    private void pass() {
        Collecting.collector(
                        DATABASE,
                        engine,
                        blobs,
                        names,
                        _ -> new Held(Long.MAX_VALUE),
                        Collecting.EAGER,
                        random,
                        Engine.Seam.NONE)
                .pass(true, false, Pace.UNBOUNDED);
    }

    private long storedBytes() {
        return blobs.list("pack/", "", 1000).stream()
                .mapToLong(BlobStat::length)
                .sum();
    }
}
