package dev.cairn.storage.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.RunningStorage;
import dev.cairn.testkit.server.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service on a bucket whose server dies and comes back. */
@ExtendWith(OutputCaptureExtension.class)
class ServiceOnS3IT {
    private static final SpaceId SPACE = new SpaceId(new UUID(7, 8));
    private static final String MAIN = "--cairn.storage.topology.stores.main.";

    private final DataSource database = TestPostgres.newDatabase();
    private final Path directory;

    ServiceOnS3IT(@TempDir Path directory) {
        this.directory = directory;
    }

    private ConfigurableApplicationContext start(S3Server server) throws IOException {
        var secret = Files.writeString(directory.resolve("s3-secret"), S3Server.SECRET_KEY + "\n");
        return RunningStorage.start(
                directory,
                database,
                List.of(
                        "--logging.level.root=info",
                        MAIN + "kind=s3",
                        MAIN + "endpoint=" + server.endpoint(),
                        MAIN + "bucket=blobs",
                        MAIN + "prefix=home/",
                        MAIN + "access-key=" + S3Server.ACCESS_KEY,
                        MAIN + "secret-key-file=" + secret));
    }

    private static byte[] file(int seed) {
        var file = new byte[7_000_000];
        new Random(seed).nextBytes(file);
        return file;
    }

    private static void upload(ChunkApi api, byte[] file) {
        var chunks = Bundles.chunks(file);
        api.put(SPACE, Bundles.ofChunks(chunks, false));
        api.putManifests(SPACE, Bundles.ofManifests(List.of(Bundles.manifest(chunks))));
    }

    private static byte[] download(ChunkApi api, byte[] file) {
        return api.read(SPACE, Bundles.manifest(Bundles.chunks(file)).id(), 0, file.length);
    }

    private static void assertUnavailable(ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(Problem.UNAVAILABLE));
    }

    @Test
    void storesReadsAndSurvivesTheServersEnd(CapturedOutput output) throws Exception {
        try (var server = new S3Proxy(directory)) {
            server.makeBucket("blobs");
            try (var context = start(server)) {
                var api = context.getBean(ChunkApi.class);
                upload(api, file(1));
                assertThat(download(api, file(1))).isEqualTo(file(1));

                server.kill();
                assertUnavailable(() -> upload(api, file(2)));
                assertUnavailable(() -> download(api, file(1)));
                server.start();
                upload(api, file(2));
                assertThat(download(api, file(1))).isEqualTo(file(1));
            }
            try (var context = start(server)) {
                assertThat(download(context.getBean(ChunkApi.class), file(2))).isEqualTo(file(2));
            }
        }
        assertThat(output.getAll()).contains("seen to do").doesNotContain(S3Server.SECRET_KEY);
    }
}
