package dev.cairn.allinone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.testkit.server.Installation;
import dev.cairn.testkit.server.SplitCairn;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenario against one process per service, and what only can happen there: any of them is gone for a while. */
final class SplitScenarioIT extends ScenarioContract {
    private static final int FILES = 40;
    private static final int BIG_BYTES = 64 << 20;

    @SuppressWarnings("NullAway.Init")
    private static SplitCairn cairn;

    @BeforeAll
    static void start(@TempDir Path folder) {
        cairn = SplitCairn.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        cairn.close();
    }

    @Override
    Installation cairn() {
        return cairn;
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "upload", "storage", "metadata", "sync", "notification", "s3", "web"})
    void aServiceKilledInMidUploadComesBackAndTheClientFinishes(String service) throws Exception {
        var a = device("a");
        var b = device("b");
        var random = new SplittableRandom(5);
        for (int i = 0; i < FILES; i++) {
            write(a.file("file-" + i), bytes(random, random.nextInt(1, 100_000)));
        }
        a.sync();
        var names = names(api());
        var acknowledged = names.seen();
        assertThat(acknowledged).hasSize(FILES);

        var victim = cairn.process(service);
        var run = a.beginRun();
        try {
            long before = bytesKept();
            write(a.file("big.bin"), bytes(random, BIG_BYTES));
            await(() -> bytesKept() > before + BIG_BYTES / 16);
            var underWay = names.seen();
            victim.destroyForcibly();
            assertThat(underWay).as("the upload is not finished").isEqualTo(acknowledged);
            await(() -> cairn.state(service).isUp());
            await(() -> names.seen().size() == FILES + 1);
            assertThat(names.seen()).containsAll(acknowledged);
        } finally {
            run.destroy();
            assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertEqualAfterSync(a, b);
    }

    @Test
    @SuppressWarnings("try") // closing the client may be interrupted; then the test is over anyway
    void anS3UploadThatWasCutCanBeRepeatedAndTakesNothingAway() throws Exception {
        var bytes = bytes(new SplittableRandom(6), BIG_BYTES);
        var small = new byte[] {1, 2, 3};
        try (var s3 = s3();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            s3.putObject(put("small", small));
            s3.putObject(put("big", small));
            var victim = cairn.process("s3");
            long before = bytesKept();
            var upload = threads.submit(() -> s3.putObject(put("big", bytes)));
            await(() -> bytesKept() > before + BIG_BYTES / 16);
            victim.destroyForcibly();
            assertThatThrownBy(upload::get).isInstanceOf(ExecutionException.class);
            await(() -> cairn.state("s3").isUp());
            assertThat(get(s3, "small")).isEqualTo(small);
            assertThat(get(s3, "big")).as("what was there before").isEqualTo(small);
            s3.putObject(put("big", bytes));
            assertThat(get(s3, "big")).isEqualTo(bytes);
        }
    }

    private static PutObjectArgs put(String key, byte[] bytes) {
        return PutObjectArgs.builder()
                .bucket("personal")
                .object(key)
                .data(bytes, bytes.length)
                .build();
    }

    private static byte[] get(MinioClient s3, String key) throws Exception {
        try (var object = s3.getObject(
                GetObjectArgs.builder().bucket("personal").object(key).build())) {
            return object.readAllBytes();
        }
    }

    /** How much lies in the store of the storage service, whoever's it is. */
    private static long bytesKept() throws IOException {
        try (var files = Files.walk(cairn.data().resolve("storage"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (UncheckedIOException e) {
            // A file was renamed under the eyes of the one who counts.
            return 0;
        }
    }

    @Test
    void noEventIsLostWhileTheBrokerIsAway() throws Exception {
        var a = device("a");
        var b = device("b");
        var api = api();
        var activity = "/api/v1/spaces/"
                + api.get("/api/v1/spaces/personal").json().get("id").asString() + "/activity";
        Files.writeString(a.file("before"), "before");
        a.sync();
        await(() -> get(api, activity).contains("before"));
        var run = b.beginRun();
        try {
            await(() -> Files.exists(b.file("before")));
            cairn.stop("rabbitmq");
            assertThat(cairn.state("rabbitmq").isUp()).isFalse();
            for (int i = 0; i < 20; i++) {
                Files.writeString(a.file("meanwhile-" + i), "meanwhile");
            }
            a.sync();
            assertThat(get(api, activity)).doesNotContain("meanwhile");
            cairn.start("rabbitmq");
            for (int i = 0; i < 20; i++) {
                var name = "meanwhile-" + i;
                await(() -> get(api, activity).contains('"' + name + '"'));
                await(() -> Files.exists(b.file(name)));
            }
        } finally {
            run.destroy();
            assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void peopleSignInAndLinksOpenWhileRedisIsAway() throws Exception {
        cairn.kill("redis");
        await(() -> !cairn.state("redis").isUp());
        programsFindShareAndFollowWhatHappened();
        cairn.start();
        assertThat(cairn.state("redis").isUp()).isTrue();
        assertThat(api().get("/api/v1/spaces").status()).isEqualTo(200);
    }

    @Test
    void whoCannotCheckATokenSaysComeBackLater() throws Exception {
        var api = api();
        var space = api.get("/api/v1/spaces/personal").json().get("id").asString();
        cairn.stop("auth");
        // Has not fetched the keys of auth yet.
        cairn.stop("notification");
        cairn.start("notification");
        var reply = api.get("/api/v1/spaces/" + space + "/activity");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().get("type").asString()).isEqualTo("https://cairn.dev/problems/unavailable");
        cairn.start("auth");
        assertThat(api.get("/api/v1/spaces/" + space + "/activity").status()).isEqualTo(200);
    }

    @Test
    void everyServiceRefusesWhatItCannotReadAsItsCallersCanRead() throws Exception {
        for (var service : List.of("auth", "upload", "storage", "metadata", "sync", "notification", "web")) {
            for (var request : RawRequest.REFUSED) {
                assertThat(RawRequest.ask(cairn.state(service).port(), request))
                        .as(service + ": " + request)
                        .startsWith("HTTP/1.1 400")
                        .contains("application/problem+json", "https://cairn.dev/problems/invalid-request");
            }
        }
    }

    @Test
    void noLogOfTheGatewayHasASecretAddress() throws Exception {
        cairn.stop("web");
        cairn.stop("storage");
        var secrets = List.of("/s/a-secret", "/s/a-secret/download/x", "/api/v1/content/a-secret");
        for (var secret : secrets) {
            assertThat(api().stranger().get(secret).status()).as(secret).isEqualTo(503);
        }
        assertThat(api().stranger().get("/no-secret").status()).isEqualTo(503);
        for (var request : RawRequest.REFUSED) {
            RawRequest.ask(cairn.url().getPort(), request.replace("/api/v1/spaces", "/s/a-secret"));
        }
        cairn.start("storage");
        cairn.start("web");
        assertThat(cairn.data().resolve("logs/nginx.log"))
                .content()
                .contains("/no-secret")
                .doesNotContain("a-secret");
    }

    @Test
    void upStartsOnlyWhatIsMissing() throws Exception {
        var before = cairn.states();
        cairn.kill("nginx");
        cairn.kill("sync");
        cairn.stop("notification");
        assertThat(cairn.state("nginx").state()).isEqualTo("down");
        assertThat(cairn.state("notification").state()).isEqualTo("down");
        cairn.start();
        var after = cairn.states();
        assertThat(after)
                .allSatisfy((name, state) -> assertThat(state.isUp()).as(name).isTrue());
        after.values().removeAll(before.values());
        assertThat(after).containsOnlyKeys("nginx", "sync", "notification");
    }

    private static String get(Api api, String path) throws IOException {
        try {
            return api.get(path).json().toString();
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
    }

    /** What the server says lies in the personal space: every file with its version. Nothing while it does not answer. */
    private interface Names {
        Set<String> seen() throws IOException;
    }

    private static Names names(Api api) throws Exception {
        var space = api.get("/api/v1/spaces/personal").json().get("id").asString();
        return () -> {
            try {
                var reply = api.get("/api/v1/spaces/" + space + "/keys");
                var names = new TreeSet<String>();
                if (reply.status() == 200) {
                    reply.json().get("files").forEach(file -> names.add(file.toString()));
                } else {
                    assertThat(reply.status()).isEqualTo(503);
                }
                return names;
            } catch (InterruptedException e) {
                throw new InterruptedIOException(e.getMessage());
            }
        };
    }
}
