package dev.cairn.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.ChunkId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.postgres.EmbeddedPostgres;
import dev.cairn.postgres.PostgresSettings;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.testkit.server.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database crashes right after uploads, before it wrote its log: what was acknowledged is there again when packs were looked through. */
class CrashedDatabaseIT {
    private static final String DATABASE = "cairn";

    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final Random random = new Random(3);
    private final Path folder;
    private final PostgresSettings settings;

    CrashedDatabaseIT(@TempDir Path folder) {
        this.folder = folder;
        // As late as it can be: what nobody waits for is written by and by.
        this.settings = PostgresSettings.in(folder.resolve("postgres"))
                .withBinaries(TestPostgres.binaries())
                .withParameters(Map.of("wal_writer_delay", "10s"));
    }

    @Test
    void whatWasAcknowledgedIsFoundAgain() throws Exception {
        var named = chunk();
        var manifest = Bundles.manifest(List.of(named));
        var unnamed = chunk();
        try (var blobs = new LocalBlobStore(folder.resolve("blobs"), 0)) {
            try (var postgres = EmbeddedPostgres.start(settings)) {
                postgres.ensureDatabase(DATABASE);
                try (var engine = engine(postgres, blobs)) {
                    new JdbcCrashMark(engine.jdbc).leave();
                    engine.api.put(space, Bundles.ofChunks(List.of(named), false));
                    engine.api.putManifests(space, Bundles.ofManifests(List.of(manifest)));
                    engine.api.put(space, Bundles.ofChunks(List.of(unnamed), false));
                    crash();
                }
            }
            try (var postgres = EmbeddedPostgres.start(settings);
                    var engine = engine(postgres, blobs)) {
                assertThat(JdbcClient.create(database(postgres))
                                .sql("SELECT count(*) FROM storage.since_crash")
                                .query(Long.class)
                                .single())
                        .as("marks of before the crash")
                        .isZero();
                var out = new ByteArrayOutputStream();
                engine.contents.stream(space, engine.contents.manifest(space, manifest.id()), 0, manifest.size(), out);
                assertThat(out.toByteArray())
                        .as("of what could have got a name nothing is missing, ever")
                        .isEqualTo(named);

                var mark = new JdbcCrashMark(engine.jdbc);
                assertThat(mark.stands()).isFalse();
                mark.leave();
                assertThat(mark.stands()).isTrue();
                assertThat(engine.rebuild.adoptUnknown().complete()).isTrue();
                assertThat(engine.api.missing(
                                space, ChunkId.of(unnamed, 0, unnamed.length).toBytes()))
                        .as("what was only acknowledged, after packs were looked through")
                        .isEmpty();
            }
        }
    }

    private byte[] chunk() {
        var chunk = new byte[3_000];
        random.nextBytes(chunk);
        return chunk;
    }

    private Engine engine(EmbeddedPostgres postgres, BlobStore blobs) {
        return new Engine(database(postgres), blobs, folder.resolve("root.key"));
    }

    private static DataSource database(EmbeddedPostgres postgres) {
        return new DriverManagerDataSource(postgres.jdbcUrl(DATABASE), postgres.role(), postgres.password());
    }

    /** SIGQUIT ends it at once; what is not in the log on disk is gone. */
    private void crash() throws IOException, InterruptedException {
        Path file;
        try (var files = Files.walk(folder.resolve("postgres"))) {
            file = files.filter(path -> path.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
        }
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        var server = ProcessHandle.of(pid).orElseThrow();
        var ended = server.onExit();
        assertThat(new ProcessBuilder("kill", "-QUIT", Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
        ended.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
