package dev.cairn.allinone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.server.Installation;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Two devices stay equal, whatever happens to the files, the server and the clients. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
abstract class ScenarioContract {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private String user;

    @SuppressWarnings("NullAway.Init")
    private Path passwordFile;

    /** The installation; one for all tests of the class. */
    abstract Installation cairn();

    @BeforeEach
    void makeAnAccount() throws Exception {
        chooseAName();
        var account = JsonMapper.shared()
                .createObjectNode()
                .put("name", user)
                .put("password", Files.readString(passwordFile))
                .put("admin", false);
        var reply = Api.signIn(cairn().url(), Installation.ADMIN, Installation.ADMIN_PASSWORD)
                .post("/api/v1/admin/accounts", account.toString());
        assertThat(reply.status()).isBetween(200, 299);
    }

    private void chooseAName() throws IOException {
        user = "user" + ACCOUNTS.incrementAndGet();
        passwordFile = Files.writeString(folder.resolve("password"), "a password of " + user);
    }

    @Test
    void anAdministratorAddsSomebodyByCommand() throws Exception {
        chooseAName();
        var adminFile = Files.writeString(folder.resolve("admin-password"), Installation.ADMIN_PASSWORD);
        Commands.succeed(
                "admin",
                "user",
                "add",
                user,
                "--new-password-file",
                passwordFile.toString(),
                "--server",
                cairn().url().toString(),
                "--user",
                Installation.ADMIN,
                "--password-file",
                adminFile.toString());
        assertThat(api().get("/api/v1/spaces/personal").status()).isEqualTo(200);
    }

    @Test
    void aGroupIsGivenASpaceAndTheServerSaysWhySomebodySeesIt() throws Exception {
        var adminFile = Files.writeString(folder.resolve("admin-password"), Installation.ADMIN_PASSWORD);
        var group = "Friends of " + user;
        assertThat(admin(Installation.ADMIN, adminFile, "group", "add", group)).contains(group);
        admin(Installation.ADMIN, adminFile, "group", "join", group, user);
        var owner = Api.signIn(cairn().url(), Installation.ADMIN, Installation.ADMIN_PASSWORD);
        var space = owner.post("/api/v1/spaces", "{\"kind\": \"TEAM\", \"name\": \"Garden of %s\"}".formatted(user))
                .json();
        var path = "/api/v1/spaces/" + space.get("id").asString();
        assertThat(api().get(path).status()).isEqualTo(404);
        var given = owner.post(path + "/groups", "{\"name\": \"%s\", \"role\": \"EDITOR\"}".formatted(group));
        assertThat(given.status()).isEqualTo(200);
        assertThat(api().get(path).json().get("role").asString()).isEqualTo("EDITOR");
        assertThat(admin(user, passwordFile, "why", space.get("slug").asString()))
                .contains(user + " is editor of the space", "is in the group " + group);
        admin(Installation.ADMIN, adminFile, "group", "leave", group, user);
        assertThat(api().get(path).status()).isEqualTo(404);
        admin(Installation.ADMIN, adminFile, "group", "delete", group);
    }

    private String admin(String name, Path password, String... words) throws Exception {
        var all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(words));
        all.addAll(
                List.of("--server", cairn().url().toString(), "--user", name, "--password-file", password.toString()));
        return Commands.succeed(all.toArray(String[]::new));
    }

    @Test
    void twoDevicesStayEqualThroughCreateEditRenameAndDelete() throws Exception {
        var a = device("a");
        var b = device("b");
        var random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            write(a.file("docs/part-" + i % 7 + "/file-" + i), bytes(random, random.nextInt(1, 64 << 10)));
        }
        write(a.file("big.bin"), bytes(random, 9 << 20));
        assertEqualAfterSync(a, b);

        Files.write(a.file("big.bin"), bytes(random, 100), StandardOpenOption.APPEND);
        write(b.file("docs/part-0/from-b"), bytes(random, 1000));
        Files.move(a.file("docs/part-3"), a.file("renamed part"));
        Files.delete(b.file("docs/part-5/file-5"));
        assertEqualAfterSync(a, b);
        assertThat(a.file("renamed part/file-3")).exists();
        assertThat(a.file("docs/part-3")).doesNotExist();
        assertThat(a.file("docs/part-5/file-5")).doesNotExist();
        assertThat(a.file("docs/part-0/from-b")).exists();
    }

    @Test
    void editsOnBothSidesLeaveBothContents() throws Exception {
        var a = device("a");
        var b = device("b");
        Files.writeString(a.file("plan.txt"), "first");
        assertEqualAfterSync(a, b);

        Files.writeString(a.file("plan.txt"), "what A wrote");
        Files.writeString(b.file("plan.txt"), "what B wrote, a bit longer");
        Files.writeString(a.file("same.txt"), "the same on both");
        Files.writeString(b.file("same.txt"), "the same on both");
        a.sync();
        b.sync();
        assertEqualAfterSync(a, b);

        assertThat(Files.readString(b.file("plan.txt"))).isEqualTo("what A wrote");
        try (var files = Files.list(b.folder())) {
            var copies = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("conflicted copy"))
                    .toList();
            assertThat(copies)
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("plan (conflicted copy")
                    .endsWith(".txt");
            assertThat(Files.readString(b.file(copies.getFirst()))).isEqualTo("what B wrote, a bit longer");
        }
    }

    @Test
    void editBeatsDelete() throws Exception {
        var a = device("a");
        var b = device("b");
        Files.writeString(a.file("kept.txt"), "first");
        assertEqualAfterSync(a, b);

        Files.delete(a.file("kept.txt"));
        Files.writeString(b.file("kept.txt"), "edited while the other deleted");
        a.sync();
        assertEqualAfterSync(b, a);
        assertThat(Files.readString(a.file("kept.txt"))).isEqualTo("edited while the other deleted");
    }

    @Test
    void awkwardFilesArriveAsTheyAre() throws Exception {
        var a = device("a");
        var b = device("b");
        for (int size :
                new int[] {0, 1, 4095, 4096, 4097, 8192, 8193, 262_143, 262_144, 262_145, 1 << 20, (4 << 20) + 1}) {
            write(a.file("size-" + size), bytes(new SplittableRandom(size), size));
        }
        for (var name : new String[] {
            "with space",
            " leading and trailing ",
            "plus+percent%41%2F",
            "emoji \uD83D\uDDFF",
            "caf\u00e9",
            "cafe\u0301",
            "Case",
            "case",
            "quote'\"back\\slash",
            "new\nline",
            "-dash",
            "#hash?query&amp;",
            ".hidden",
            "a".repeat(255),
            "\u00e9".repeat(127),
            "con",
            "trailing."
        }) {
            Files.writeString(a.file(name), "the file called " + name);
        }
        Files.createDirectories(a.file("empty folder/inside"));
        Files.setLastModifiedTime(Files.writeString(a.file("epoch"), "0"), FileTime.from(Instant.EPOCH));
        Files.setLastModifiedTime(
                Files.writeString(a.file("before 1970"), "-"),
                FileTime.from(Instant.parse("1955-11-05T06:15:00.123456789Z")));
        assertThat(Files.writeString(a.file("script.sh"), "#!/bin/sh\n")
                        .toFile()
                        .setExecutable(true))
                .isTrue();
        assertEqualAfterSync(a, b);
    }

    @Test
    void runningClientsPassChangesOnByThemselves() throws Exception {
        var a = device("a");
        var b = device("b");
        var runs = new Process[] {a.beginRun(), b.beginRun()};
        try {
            Files.writeString(a.file("hello.txt"), "from A");
            await(() -> Files.exists(b.file("hello.txt")));
            Files.writeString(b.file("hello.txt"), "and back from B");
            await(() -> Files.readString(a.file("hello.txt")).equals("and back from B"));
            Files.delete(a.file("hello.txt"));
            await(() -> Files.notExists(b.file("hello.txt")));
        } finally {
            for (var run : runs) {
                run.destroy();
                assertThat(run.waitFor(20, TimeUnit.SECONDS))
                        .as("the client stops when asked to")
                        .isTrue();
            }
        }
    }

    @Test
    void killingServerAndClientInTheMiddleLosesNothing() throws Exception {
        var a = device("a");
        var b = device("b");
        var random = new SplittableRandom(2);
        var everWritten = new HashSet<String>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 60; i++) {
                var file = a.file("round-" + round + "/file-" + i);
                write(file, bytes(random, random.nextInt(1, 200_000)));
                everWritten.add(Tree.hash(file));
            }
            var client = a.beginSync();
            LockSupport.parkNanos(Duration.ofMillis(900 + 250L * round).toNanos());
            if (round % 2 == 0) {
                client.destroyForcibly().waitFor();
            } else {
                cairn().kill();
                client.destroyForcibly().waitFor();
                cairn().start();
            }
        }
        assertEqualAfterSync(a, b);
        var arrived = new HashSet<String>();
        try (var files = Files.walk(b.folder())) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                arrived.add(Tree.hash(file));
            }
        }
        assertThat(arrived).containsAll(everWritten);
    }

    @Test
    @SuppressWarnings("try") // closing the client may be interrupted; then the test is over anyway
    void whatAnS3ToolPutsAppearsOnTheDevicesAndTheOtherWayRound() throws Exception {
        var a = device("a");
        try (var s3 = s3()) {
            var bytes = bytes(new SplittableRandom(3), 300_000);
            s3.putObject(PutObjectArgs.builder()
                    .bucket("personal")
                    .object("from/s3 & more.bin")
                    .data(bytes, bytes.length)
                    .build());
            a.sync();
            assertThat(Files.readAllBytes(a.file("from/s3 & more.bin"))).isEqualTo(bytes);

            Files.writeString(a.file("from/device.txt"), "from the device");
            a.sync();
            try (var object = s3.getObject(GetObjectArgs.builder()
                    .bucket("personal")
                    .object("from/device.txt")
                    .build())) {
                assertThat(new String(object.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("from the device");
            }
        }
    }

    @Test
    void aTusUploadGoesOnWhereItWasCut() throws Exception {
        var a = device("a");
        var api = api();
        var bytes = bytes(new SplittableRandom(4), 7_000_000);
        var client = new TusClient();
        client.setUploadCreationURL(cairn().url().resolve("/api/v1/uploads").toURL());
        client.enableResuming(new TusURLMemoryStore());
        client.setHeaders(Map.of("Authorization", "Bearer " + api.token()));
        var upload = new TusUpload();
        upload.setSize(bytes.length);
        upload.setFingerprint("one");
        upload.setMetadata(Map.of("filename", "by tus.bin", "path", "uploads/by tus.bin"));
        upload.setInputStream(new ByteArrayInputStream(bytes));
        var first = client.createUpload(upload);
        first.setChunkSize(100_000);
        first.setRequestPayloadSize(3_000_000);
        while (first.getOffset() < 2_500_000) {
            first.uploadChunk();
        }
        first.finish();
        cairn().kill();
        cairn().start();

        upload.setInputStream(new ByteArrayInputStream(bytes));
        var second = client.resumeUpload(upload);
        assertThat(second.getOffset()).isPositive();
        while (second.uploadChunk() > -1) {
            // The loop is the upload.
        }
        second.finish();
        a.sync();
        assertThat(Files.readAllBytes(a.file("uploads/by tus.bin"))).isEqualTo(bytes);
    }

    @Test
    void programsFindShareAndFollowWhatHappened() throws Exception {
        var a = device("a");
        Files.createDirectories(a.file("reports"));
        Files.writeString(a.file("reports/Quarterly Figures.txt"), "42");
        a.sync();
        var api = api();
        var space = api.get("/api/v1/spaces/personal").json().get("id").asString();

        var hits = api.get("/api/v1/search?q=" + Api.encode("figures quarter"))
                .json()
                .get("hits");
        assertThat(hits).hasSize(1);
        assertThat(hits.get(0).get("path").asString()).isEqualTo("reports/Quarterly Figures.txt");
        var node = hits.get(0).get("node").get("id").asString();

        var link = api.post(
                        "/api/v1/spaces/" + space + "/links",
                        "{\"node\":\"" + node + "\",\"password\":\"open sesame\",\"expires\":null}")
                .json();
        var token = link.get("token").asString();
        var stranger = api.stranger();
        assertThat(stranger.post("/api/v1/shared/view", "{\"token\":\"" + token + "\"}")
                        .json()
                        .get("needsPassword")
                        .asBoolean())
                .isTrue();
        assertThat(stranger.post("/api/v1/shared/ticket", "{\"token\":\"" + token + "\",\"password\":\"wrong\"}")
                        .status())
                .isEqualTo(403);
        var ticket =
                stranger.post("/api/v1/shared/ticket", "{\"token\":\"" + token + "\",\"password\":\"open sesame\"}");
        assertThat(ticket.status()).isEqualTo(200);
        assertThat(new String(
                        stranger.download(ticket.json().get("url").asString()).body(), StandardCharsets.UTF_8))
                .isEqualTo("42");
        assertThat(stranger.get("/api/v1/spaces").status()).isEqualTo(401);

        await(() -> {
            try {
                var feed = api.get("/api/v1/spaces/" + space + "/activity").json();
                return feed.toString().contains("reports/Quarterly Figures.txt")
                        && feed.toString().contains("linked");
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
    }

    @Test
    void nobodySeesWhatTheyWereNotGiven() throws Exception {
        var a = device("a");
        Files.writeString(a.file("secret.txt"), "nobody's business");
        a.sync();
        var owner = api();
        var space = owner.get("/api/v1/spaces/personal").json().get("id").asString();
        makeAnAccount();
        var other = api();
        for (var path :
                new String[] {"", "/changes", "/trash", "/members", "/activity", "/delta", "/path?path=secret.txt"}) {
            assertThat(other.get("/api/v1/spaces/" + space + path).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(other.post("/api/v1/spaces/" + space + "/ticket", "{}").status())
                .isEqualTo(404);
        assertThat(other.get("/api/v1/search?q=secret").json().get("hits")).isEmpty();
        for (var internal : new String[] {"internal", "%69nternal", "interna%6C", "%69%6e%74%65%72%6e%61%6c"}) {
            var answer = owner.get("/" + internal + "/v1/auth/accounts/by-name?name=" + user);
            assertThat(answer.status()).as(internal).isEqualTo(404);
            assertThat(answer.json().get("type").asString()).isEqualTo("https://cairn.dev/problems/not-found");
        }
    }

    @Test
    void whatNoServiceEverSeesIsRefusedInTheWordsOfItsPort() throws Exception {
        for (var request : RawRequest.REFUSED) {
            var reply = RawRequest.ask(cairn().url().getPort(), request);
            assertThat(reply).as(request).startsWith("HTTP/1.1 400");
            assertThat(reply.toLowerCase(Locale.ROOT)).as(request).contains("content-type: application/problem+json");
            assertThat(reply).as(request).contains("https://cairn.dev/problems/invalid-request");

            var s3 = RawRequest.ask(cairn().s3Url().getPort(), request);
            assertThat(s3).as(request).startsWith("HTTP/1.1 4").contains("<Error><Code>");
        }
        var slash = RawRequest.ask(cairn().url().getPort(), "GET /api/v1/spaces/a%2Fb HTTP/1.1\r\nHost: localhost");
        assertThat(slash).startsWith("HTTP/1.1 400").contains("https://cairn.dev/problems/invalid-request");
    }

    @Test
    void strangersCanReadTheWholeDescriptionOfTheApi() throws Exception {
        var description = api().stranger().get("/api/v1/openapi.json");
        assertThat(description.status()).isEqualTo(200);
        assertThat(description.json().get("paths").propertyNames())
                .contains(
                        "/api/v1/account",
                        "/api/v1/spaces/{space}/commit",
                        "/api/v1/spaces/{space}/delta",
                        "/api/v1/spaces/{space}/activity",
                        "/api/v1/spaces/{space}/fetch");
    }

    /** An S3 tool with a new key of the person. */
    MinioClient s3() throws Exception {
        var key = JsonMapper.shared()
                .readTree(Commands.succeed(
                        "admin",
                        "s3-key",
                        "create",
                        "--server",
                        cairn().url().toString(),
                        "--user",
                        user,
                        "--password-file",
                        passwordFile.toString(),
                        "--json"));
        return MinioClient.builder()
                .endpoint(cairn().s3Url().toString())
                .credentials(
                        key.get("accessKey").asString(), key.get("secretKey").asString())
                .build();
    }

    Api api() throws Exception {
        return Api.signIn(cairn().url(), user, Files.readString(passwordFile));
    }

    TestDevice device(String name) throws Exception {
        return TestDevice.signIn(folder, name, cairn().url(), user, passwordFile, "personal");
    }

    static void assertEqualAfterSync(TestDevice first, TestDevice second) throws Exception {
        first.sync();
        second.sync();
        first.sync();
        assertThat(Tree.of(second.folder())).isEqualTo(Tree.of(first.folder()));
    }

    static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    static byte[] bytes(SplittableRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    interface Condition {
        boolean holds() throws IOException;
    }

    static void await(Condition condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("nothing after " + PATIENCE).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
