package dev.cairn.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.ChildProcess;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.job.Progress;
import dev.cairn.testkit.server.TestPostgres;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of uploads, five times: everything that was acknowledged is there, whole. */
class KilledProcessIT {
    private static final int KILLS = 5;

    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final HikariDataSource database = (HikariDataSource) TestPostgres.newDatabase();
    private final long seed = Long.getLong("cairn.seed", new Random().nextLong());

    @Test
    void nothingAcknowledgedIsLost(@TempDir Path folder) throws Exception {
        System.out.println("KilledProcessIT: repeat with -Dcairn.seed=" + seed);
        var random = new Random(seed);
        var stored = new ArrayList<Long>();
        for (int kill = 0; kill < KILLS; kill++) {
            uploadAndKill(folder, kill * 1_000_000L, 20 + random.nextInt(60), stored);
            verify(folder, stored);
        }
    }

    /** Reads acknowledgements until there are enough, kills, and reads what was still said before. */
    private void uploadAndKill(Path folder, long firstSeed, int killAfter, List<Long> stored)
            throws IOException, InterruptedException {
        var process = ChildProcess.start(UploadUntilKilled.class, folder, space, firstSeed, database);
        int acknowledged = 0;
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("stored ")) {
                    stored.add(Long.parseLong(line.substring(7)));
                    if (++acknowledged == killAfter) {
                        // By its handle: the process's own method would close the stream that is being read.
                        process.toHandle().destroyForcibly();
                    }
                }
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
        assertThat(acknowledged).isGreaterThanOrEqualTo(killAfter);
    }

    private void verify(Path folder, List<Long> stored) throws IOException {
        try (var blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
                var engine = new Engine(database, blobs, folder.resolve("root.key"))) {
            try (var torn = Files.list(folder.resolve("blobs").resolve(".writing"))) {
                assertThat(torn).isEmpty();
            }
            engine.rebuild.adoptUnknown(Progress.unwatched());
            for (long file : stored) {
                var bytes = UploadUntilKilled.file(file);
                var manifest = engine.contents.manifest(
                        space, Bundles.manifest(Bundles.chunks(bytes)).id());
                var out = new ByteArrayOutputStream();
                engine.contents.stream(space, manifest, 0, manifest.size(), out);
                assertThat(out.toByteArray()).isEqualTo(bytes);
            }
        }
    }
}
