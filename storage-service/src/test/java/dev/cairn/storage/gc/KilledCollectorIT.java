package dev.cairn.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.upload.Held;
import dev.cairn.storage.ChildProcess;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.chunk.Engine;
import dev.cairn.testkit.server.TestPostgres;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code kill -9} in the middle of two collectors' passes beside uploads and deletions, five times: every name still reads. */
class KilledCollectorIT {
    private static final int KILLS = 5;

    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final HikariDataSource database = (HikariDataSource) TestPostgres.newDatabase();
    private final long seed = Long.getLong("cairn.seed", new Random().nextLong());

    @Test
    void everyNameStillReadsAndGarbageGoesInTheEnd(@TempDir Path folder) throws Exception {
        System.out.println("KilledCollectorIT: repeat with -Dcairn.seed=" + seed);
        var random = new Random(seed);
        JdbcModelNames.create(JdbcClient.create(database));
        long deleted = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            deleted += collectAndKill(folder, 1_000_000L * (kill + 1), 6 + random.nextInt(20));
            verify(folder, kill == KILLS - 1);
        }
        assertThat(deleted).as("records deleted by those who were killed").isPositive();
    }

    /** Reads what is said of passes until there were enough, kills, and tells how much was deleted. Names count too. */
    private long collectAndKill(Path folder, long firstSeed, int passes) throws IOException, InterruptedException {
        var process = ChildProcess.start(CollectUntilKilled.class, folder, space, firstSeed, database);
        int seen = 0;
        int named = 0;
        long deleted = 0;
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("pass ")) {
                    deleted += Long.parseLong(line.split(" ", 4)[1]);
                    seen++;
                } else if (line.startsWith("named ")) {
                    named++;
                }
                if (seen >= passes && named >= passes) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
        assertThat(seen).isGreaterThanOrEqualTo(passes);
        return deleted;
    }

    private void verify(Path folder, boolean last) throws IOException {
        try (var blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
                var engine = new Engine(database, blobs, folder.resolve("root.key"))) {
            engine.rebuild.adoptUnknown();
            var names = new JdbcModelNames(engine.jdbc, space);
            verifyNames(engine, names);
            if (last) {
                var collector = Collecting.collector(
                        database,
                        engine,
                        blobs,
                        names,
                        _ -> new Held(Long.MAX_VALUE),
                        Collecting.EAGER,
                        new Random(seed),
                        Engine.Seam.NONE);
                for (int pass = 0; pass < 5; pass++) {
                    collector.pass(true, false, Pace.UNBOUNDED);
                }
                verifyNames(engine, names);
                var status = collector.status(false);
                assertThat(status.condemned()).isZero();
                assertThat(status.trashedPacks()).isZero();
                assertThat(status.garbageBytes()).isLessThan(status.packBytes() / 3);
                // What a kill left between putting a pack and pointing to it is held until somebody has verified it.
                long held = engine.jdbc
                        .sql("SELECT count(*) FROM storage.packs WHERE state = 'HELD'")
                        .query(Long.class)
                        .single();
                assertThat(blobs.list("pack/", "", 10_000)).hasSize((int) (status.packs() + held));
            }
        }
    }

    private void verifyNames(Engine engine, JdbcModelNames names) throws IOException {
        var all = names.all();
        assertThat(all).isNotEmpty();
        for (var name : all.entrySet()) {
            var manifest = engine.contents.manifest(space, name.getValue());
            var out = new ByteArrayOutputStream();
            engine.contents.stream(space, manifest, 0, manifest.size(), out);
            assertThat(out.toByteArray()).isEqualTo(CollectUntilKilled.file(name.getKey()));
        }
    }
}
