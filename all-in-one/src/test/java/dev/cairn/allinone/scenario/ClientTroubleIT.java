package dev.cairn.allinone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.server.RunningCairn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the client says, and how it ends, when something is wrong. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ClientTroubleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int USAGE = 2;
    private static final int SIGN_IN = 3;
    private static final int BUSY = 5;
    private static final int INCOMPLETE = 6;
    private static final int HELD = 8;

    @SuppressWarnings("NullAway.Init")
    private static RunningCairn cairn;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path passwordFile;

    @BeforeAll
    static void start(@TempDir Path data) {
        cairn = RunningCairn.start(data.resolve("data"));
    }

    @AfterAll
    static void stop() {
        cairn.close();
    }

    @BeforeEach
    void writePassword() throws IOException {
        passwordFile = Files.writeString(folder.resolve("password"), RunningCairn.ADMIN_PASSWORD);
    }

    @Test
    void aServerThatIsNotThereIsWaitedForAndThatIsSaid() throws Exception {
        var device = device("waits");
        Files.writeString(device.file("waiting.txt"), "waiting");
        cairn.kill();
        var run = device.beginRun();
        try {
            await(device, "offline: the server cannot be reached: nobody answers at its address");
            assertThat(run.isAlive()).isTrue();
            cairn.start();
            await(device, "in sync, ");
        } finally {
            if (!cairn.isAlive()) {
                cairn.start();
            }
            stop(run);
        }
    }

    @Test
    void whatIsLeftOutIsSaidAndNoSuccess() throws Exception {
        var device = device("leaves-out");
        Files.writeString(device.file("a file.txt"), "a file");
        Files.createSymbolicLink(device.file("a link"), passwordFile);
        assertThat(new ProcessBuilder("mkfifo", device.file("a pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        var sync = Commands.run("client", "sync", "--home", device.home().toString());
        assertThat(sync.exitCode()).as(sync.output()).isEqualTo(INCOMPLETE);
        assertThat(sync.output())
                .contains(
                        "2 paths are not synced",
                        "not synced: a link: symbolic links are not synced yet",
                        "not synced: a pipe: only files and folders are synced");
        assertThat(status(device).get("folders").get(0).get("skipped")).hasSize(2);
        var run = device.beginRun();
        try {
            await(device, "2 paths are not synced");
        } finally {
            stop(run);
        }
        Files.delete(device.file("a link"));
        Files.delete(device.file("a pipe"));
        device.sync();
    }

    @Test
    void aSecondClientOnOneHomeIsRefused() throws Exception {
        var device = device("busy");
        var run = device.beginRun();
        try {
            await(device, "in sync");
            var second = Commands.run("client", "sync", "--home", device.home().toString());
            assertThat(second.exitCode()).isEqualTo(BUSY);
            assertThat(second.output()).contains("another client is running");
            assertThat(status(device).get("running").asBoolean()).isTrue();
        } finally {
            stop(run);
        }
    }

    @Test
    void aRevokedDeviceSaysSoAndEnds() throws Exception {
        var device = device("revoked");
        device.sync();
        var api = Api.signIn(cairn.url(), RunningCairn.ADMIN, RunningCairn.ADMIN_PASSWORD);
        for (var each : api.get("/api/v1/account/devices").json()) {
            if (!each.get("name").asString().equals("a program")) {
                api.delete("/api/v1/account/devices/" + each.get("id").asString());
            }
        }
        var sync = Commands.run("client", "sync", "--home", device.home().toString());
        assertThat(sync.exitCode()).as(sync.output()).isEqualTo(SIGN_IN);
        assertThat(sync.output()).contains("this device is signed out", "cairn client login");
        var run = device.beginRun();
        assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(SIGN_IN);
        assertThat(status(device).get("folders").get(0).get("state").asString()).isEqualTo("signed-out");
    }

    @Test
    void aWipedDeviceDeletesWhatItSyncedAndNothingElseAnywhere() throws Exception {
        var api = Api.signIn(cairn.url(), RunningCairn.ADMIN, RunningCairn.ADMIN_PASSWORD);
        var before = deviceIds(api);
        var stolen = device("stolen");
        var id = deviceIds(api).stream()
                .filter(each -> !before.contains(each))
                .findFirst()
                .orElseThrow();
        var kept = device("kept");
        var outside = Files.writeString(folder.resolve("outside.txt"), "outside");
        Files.createDirectories(stolen.file("to be wiped/deep"));
        Files.writeString(stolen.file("to be wiped/deep/secret.txt"), "secret");
        Files.writeString(stolen.file("to be wiped/edited.txt"), "sent");
        stolen.sync();
        kept.sync();
        Files.writeString(stolen.file("not sent.txt"), "not sent");
        Files.writeString(stolen.file("to be wiped/edited.txt"), "edited and not sent");
        Files.createSymbolicLink(stolen.file("to be wiped/a link to a folder"), kept.folder());

        var asked = api.post(
                "/api/v1/account/devices/" + id + "/wipe",
                "{\"password\":\"" + RunningCairn.ADMIN_PASSWORD + "\",\"unsentToo\":false}");
        assertThat(asked.status()).as(asked.toString()).isEqualTo(200);
        assertThat(asked.json().get("wipe").get("heard").isNull()).isTrue();
        var sync = Commands.run("client", "sync", "--home", stolen.home().toString());
        assertThat(sync.exitCode()).as(sync.output()).isEqualTo(SIGN_IN);
        assertThat(sync.output()).contains("the owner of this device wants it to be wiped");
        assertThat(stolen.file("not sent.txt")).hasContent("not sent");
        assertThat(stolen.file("to be wiped/edited.txt")).hasContent("edited and not sent");
        assertThat(stolen.file("to be wiped/deep")).doesNotExist();
        assertThat(stolen.home()).isDirectoryNotContaining("regex:.*(account|access|folders|wipe|journal).*");
        assertThat(outside).hasContent("outside");

        for (var each : api.get("/api/v1/account/devices").json()) {
            var wipe = each.get("wipe");
            assertThat(wipe.isNull()).isEqualTo(!each.get("id").asString().equals(id));
            if (!wipe.isNull()) {
                assertThat(wipe.get("done").isString()).isTrue();
                assertThat(wipe.get("left").asInt()).isEqualTo(3);
            }
        }
        var again = Commands.run("client", "sync", "--home", stolen.home().toString());
        assertThat(again.exitCode()).as(again.output()).isEqualTo(SIGN_IN);
        kept.sync();
        assertThat(kept.file("to be wiped/deep/secret.txt")).hasContent("secret");
        assertThat(kept.file("to be wiped/edited.txt")).hasContent("sent");
        assertThat(kept.file("not sent.txt")).doesNotExist();
    }

    private static Set<String> deviceIds(Api api) throws Exception {
        var ids = new HashSet<String>();
        api.get("/api/v1/account/devices")
                .json()
                .forEach(device -> ids.add(device.get("id").asString()));
        return ids;
    }

    @Test
    void manyDeletionsWaitForAWord() throws Exception {
        var one = device("one");
        var other = device("other");
        for (int i = 0; i < 120; i++) {
            Files.writeString(one.file("file-" + i), "file " + i);
        }
        one.sync();
        other.sync();
        for (int i = 0; i < 120; i++) {
            Files.delete(one.file("file-" + i));
        }
        var held = Commands.run("client", "sync", "--home", one.home().toString());
        assertThat(held.exitCode()).as(held.output()).isEqualTo(HELD);
        assertThat(held.output()).contains("120 of ", "confirm-deletes", "undo-deletes");
        assertThat(status(one).get("folders").get(0).get("held").get("files").asInt())
                .isEqualTo(120);
        other.sync();
        assertThat(other.file("file-7")).exists();

        Commands.succeed("client", "undo-deletes", "--home", one.home().toString());
        one.sync();
        assertThat(Files.readString(one.file("file-7"))).isEqualTo("file 7");

        for (int i = 0; i < 120; i++) {
            Files.delete(one.file("file-" + i));
        }
        assertThat(Commands.run("client", "sync", "--home", one.home().toString())
                        .exitCode())
                .isEqualTo(HELD);
        Commands.succeed("client", "confirm-deletes", "--home", one.home().toString());
        one.sync();
        other.sync();
        assertThat(other.file("file-7")).doesNotExist();
    }

    @Test
    void whatTwoWroteAtOnceIsListedMergedAndSettledEverywhere() throws Exception {
        var one = device("first");
        var other = device("second");
        var text = "# Plan\n\none\ntwo\nthree\n";
        Files.writeString(one.file("plan.md"), text);
        Files.writeString(one.file("same.txt"), "base");
        Files.writeString(one.file("long.txt"), "line\n".repeat(1 << 20));
        one.sync();
        other.sync();
        Files.writeString(one.file("long.txt"), "short");
        Files.writeString(other.file("long.txt"), "shorter");
        Files.writeString(one.file("plan.md"), text.replace("# Plan", "# The plan"));
        Files.writeString(one.file("same.txt"), "first");
        one.sync();
        Files.writeString(other.file("plan.md"), text.replace("three", "four"));
        Files.writeString(other.file("same.txt"), "second");
        other.sync();
        assertThat(conflicts(one)).hasSize(3);
        assertThat(conflicts(other)).hasSize(3).allSatisfy(conflict -> {
            assertThat(conflict.get("own").asBoolean()).isTrue();
            assertThat(conflict.get("mergeable").asBoolean()).isTrue();
        });

        // Beside a client that runs, which has the home and the sign-in.
        var run = one.beginRun();
        try {
            await(one, "in sync");
            var merge = Commands.run(
                    "client", "merge", "--all", "--home", one.home().toString());
            assertThat(merge.exitCode()).as(merge.output()).isEqualTo(INCOMPLETE);
            assertThat(merge.output())
                    .contains(
                            "plan.md: merged",
                            "texts of more than 4 MiB are not merged",
                            "both changed the same lines",
                            "< second",
                            "| base",
                            "> first");
        } finally {
            stop(run);
        }
        one.sync();
        other.sync();
        for (var device : new TestDevice[] {one, other}) {
            assertThat(device.file("plan.md"))
                    .hasContent(text.replace("# Plan", "# The plan").replace("three", "four"));
        }

        resolve(one, one.file("long.txt"), "original");
        var left = conflicts(one);
        assertThat(left).hasSize(1);
        var copy = left.get(0).get("copy").asString();
        var mine = Commands.run(
                "client",
                "resolve",
                copy,
                "--keep",
                "mine",
                "--home",
                one.home().toString());
        assertThat(mine.output()).contains("this device did not make the copy");
        resolve(other, other.file("same.txt"), "mine");
        one.sync();
        assertThat(one.file("same.txt")).hasContent("second");
        assertThat(Path.of(copy)).doesNotExist();
        assertThat(conflicts(one)).isEmpty();
        assertThat(conflicts(other)).isEmpty();
        aFolderGoesWhenSomebodyMeansIt(one, other);
    }

    private static void aFolderGoesWhenSomebodyMeansIt(TestDevice one, TestDevice other) throws Exception {
        Files.writeString(one.file("notes"), "a file");
        one.sync();
        Files.createDirectory(other.file("notes"));
        Files.writeString(other.file("notes").resolve("first"), "1");
        Files.writeString(other.file("notes").resolve("second"), "2");
        other.sync();
        var copy = conflicts(one).getFirst().get("copy").asString();
        var asked = Commands.run(
                "client",
                "resolve",
                copy,
                "--keep",
                "original",
                "--home",
                one.home().toString());
        assertThat(asked.exitCode()).as(asked.output()).isEqualTo(USAGE);
        assertThat(asked.output()).contains("goes to the trash with 2 files", "--yes");
        resolve(one, Path.of(copy), "original", "--yes");
        assertThat(conflicts(one)).isEmpty();
    }

    private static void resolve(TestDevice device, Path path, String keep, String... more) throws Exception {
        var words = new ArrayList<>(List.of(
                "client",
                "resolve",
                path.toString(),
                "--keep",
                keep,
                "--home",
                device.home().toString()));
        words.addAll(List.of(more));
        Commands.succeed(words.toArray(String[]::new));
    }

    private static List<JsonNode> conflicts(TestDevice device) throws Exception {
        var json = Commands.succeed(
                "client", "conflicts", "--json", "--home", device.home().toString());
        return List.copyOf(JsonMapper.shared()
                .readTree(json)
                .get("conflicts")
                .valueStream()
                .toList());
    }

    @Test
    void whatPeopleSayToAClientIsDone() throws Exception {
        var writer = device("writer");
        Files.createDirectories(writer.file("chosen/in it"));
        Files.writeString(writer.file("chosen/in it/a"), "a");
        Files.writeString(writer.file("chosen/b"), "b");
        Files.writeString(writer.file(".cairnignore"), "*.tmp\n");
        writer.sync();
        var device = device("chooses");
        var home = device.home().toString();
        // Before its first sync too, from what the server says.
        Commands.succeed(
                "client",
                "unselect",
                "--home",
                home,
                device.file("chosen/in it").toString());
        var run = device.beginRun();
        try {
            await(device, "in sync, ");
            assertThat(device.file("chosen/b")).hasContent("b");
            assertThat(device.file("chosen/in it")).doesNotExist();
            var folders = Commands.succeed("client", "folders", "--home", home);
            assertThat(folders).contains("[x] chosen  (2 files, 2 bytes)", "[ ] chosen/in it  (1 file, 1 byte)");
            explains(device, "chosen/in it/a", INCOMPLETE, "unselected, chosen/in it is not selected on this device");
            explains(device, "chosen/b", 0, "synced");
            Files.writeString(device.file("x.tmp"), "x");
            explains(device, "x.tmp", INCOMPLETE, "ignored, ignored by \"*.tmp\" (.cairnignore, line 1)");

            Commands.succeed("client", "pause", "--home", home);
            await(device, "paused: until client resume");
            Commands.succeed(
                    "client",
                    "select",
                    "--home",
                    home,
                    device.file("chosen/in it").toString());
            Commands.succeed("client", "resume", "--home", home);
            awaitContent(device.file("chosen/in it/a"), "a");

            Commands.succeed(
                    "client", "unselect", "--home", home, device.file("chosen").toString());
            awaitContent(device.file("chosen"), null);
            writer.sync();
            assertThat(writer.file("chosen/in it/a")).hasContent("a");
            var unknown = Commands.run(
                    "client", "select", "--home", home, device.file("nothing").toString());
            assertThat(unknown.exitCode()).isEqualTo(USAGE);
            assertThat(unknown.output()).contains("the server has no folder nothing");
        } finally {
            stop(run);
        }
        var json = JsonMapper.shared().readTree(Commands.succeed("client", "folders", "--json", "--home", home));
        var chosen = json.get("spaces").get(0).get("folders").get(0);
        assertThat(chosen.get("path").asString()).isEqualTo("chosen");
        assertThat(chosen.get("selected").asBoolean()).isFalse();
        assertThat(chosen.get("bytes").asLong()).isEqualTo(2);
    }

    private static void explains(TestDevice device, String path, int exitCode, String said) throws Exception {
        var explained = Commands.run(
                "client",
                "explain",
                "--home",
                device.home().toString(),
                device.file(path).toString());
        assertThat(explained.output()).contains(said);
        assertThat(explained.exitCode()).isEqualTo(exitCode);
    }

    /** @param content null: there is nothing of this name any more */
    private static void awaitContent(Path file, @Nullable String content) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (content == null
                ? Files.exists(file)
                : !Files.exists(file) || !Files.readString(file).equals(content)) {
            assertThat(System.nanoTime()).as(file.toString()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private TestDevice device(String name) throws Exception {
        return TestDevice.signIn(folder, name, cairn.url(), RunningCairn.ADMIN, passwordFile, "personal");
    }

    private static JsonNode status(TestDevice device) throws Exception {
        return JsonMapper.shared()
                .readTree(Commands.succeed(
                        "client", "status", "--json", "--home", device.home().toString()));
    }

    private static void stop(Process run) throws InterruptedException {
        run.destroy();
        assertThat(run.waitFor(20, TimeUnit.SECONDS))
                .as("the client stops when asked to")
                .isTrue();
    }

    private static void await(TestDevice device, String said) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var log = device.home().resolve("run.log");
        while (!Files.exists(log) || !Files.readString(log).contains(said)) {
            assertThat(System.nanoTime())
                    .as("\"" + said + "\" in " + (Files.exists(log) ? Files.readString(log) : "no log"))
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
