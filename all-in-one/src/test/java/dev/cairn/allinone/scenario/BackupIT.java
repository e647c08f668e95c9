package dev.cairn.allinone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.server.Installation;
import dev.cairn.testkit.server.RunningCairn;
import dev.cairn.testkit.server.TestPostgres;
import dev.cairn.testkit.time.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a server that runs and is written to, and what is restored from them, with real processes. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
final class BackupIT {
    private static final String MAIN = "dev.cairn.allinone.AllInOneServer";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(1);

    private Path password() throws IOException {
        return Files.writeString(folder.resolve("password"), Installation.ADMIN_PASSWORD);
    }

    private TestDevice device(RunningCairn cairn, String name) throws IOException, InterruptedException {
        return TestDevice.signIn(folder, name, cairn.url(), Installation.ADMIN, password(), "personal");
    }

    private void write(TestDevice device, String path, int length) throws IOException {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        Files.createDirectories(device.file(path).resolveSibling("."));
        Files.write(device.file(path), bytes);
    }

    private String[] backup(RunningCairn cairn, String... more) throws IOException {
        var line = new ArrayList<>(List.of(
                "backup",
                folder.resolve("backup").toString(),
                "--server",
                cairn.url().toString(),
                "--user",
                Installation.ADMIN,
                "--password-file",
                password().toString()));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    private Commands.Outcome restore(Path data, String... more) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
                "-Dspringdoc.api-docs.enabled=false",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "restore",
                folder.resolve("backup").toString(),
                "--data",
                data.toString()));
        line.addAll(List.of(more));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment()
                .put("CAIRN_POSTGRES_BINARIES", TestPostgres.binaries().toString());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Commands.Outcome(process.waitFor(), output);
    }

    private List<Path> files(String below) throws IOException {
        try (var files = Files.walk(folder.resolve("backup").resolve(below))) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparingLong(file -> file.toFile().length()))
                    .toList();
        }
    }

    @Test
    void whatWasAcknowledgedBeforeABackupIsInItWhileAnotherWrites() throws Exception {
        var rootKey = folder.resolve("root.key");
        java.util.SortedMap<String, String> before;
        try (var cairn = RunningCairn.start(folder.resolve("data"))) {
            var device = device(cairn, "a");
            var writer = device(cairn, "writer");
            for (int i = 0; i < 20; i++) {
                write(device, "docs/file-" + i, random.nextInt(1, 200_000));
            }
            write(device, "big.bin", 3_000_000);
            device.sync();
            before = Tree.of(device.folder());

            var writing = new AtomicBoolean(true);
            var thread = Thread.ofPlatform().start(() -> {
                for (int i = 0; writing.get(); i++) {
                    try {
                        write(writer, "later/file-" + i, 50_000);
                        writer.sync();
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            });
            assertThat(Commands.succeed(backup(cairn))).contains("the root key").contains("is not in it");
            int packs = files("blobs/pack").size();
            var second = Commands.succeed(backup(cairn));
            writing.set(false);
            thread.join();
            assertThat(second)
                    .as("packs are copied once")
                    .contains("of which " + (files("blobs/pack").size() - packs) + " packs were new");
            assertThat(Commands.succeed(backup(cairn, "--keep", "1")))
                    .contains("it was read whole; 2 older snapshots were deleted");
            Files.copy(
                    cairn.data().resolve("storage/root.key"),
                    rootKey,
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            assertNothingShows(cairn, "file-");
        }

        assertThat(restore(folder.resolve("none")))
                .returns(1, Commands.Outcome::exitCode)
                .satisfies(outcome -> assertThat(outcome.output()).contains("--root-key-file"));
        assertThat(folder.resolve("none")).doesNotExist();
        var restored = folder.resolve("restored");
        var outcome = restore(restored, "--root-key-file", rootKey.toString(), "--prove");
        assertThat(outcome.output()).contains("Proved by reading: all is whole");
        assertThat(outcome.exitCode()).isZero();
        try (var cairn = RunningCairn.start(restored)) {
            var fresh = device(cairn, "fresh");
            fresh.sync();
            assertThat(Tree.of(fresh.folder())).containsAllEntriesOf(before);
        }
    }

    /** Neither names nor accounts nor keys can be read in a backup without the root key. */
    private void assertNothingShows(RunningCairn cairn, String name) throws IOException {
        var key = Files.readString(cairn.data().resolve("storage/root.key")).strip();
        var secret = Files.readString(cairn.data().resolve("cluster-secret")).strip();
        var logs = Files.readString(cairn.data().resolve("logs/cairn.log")) + cairn.console();
        assertThat(logs).doesNotContain(key).doesNotContain(secret).doesNotContain(name);
        for (var file : files("")) {
            var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            assertThat(text.contains(name) || text.contains(key) || text.contains(secret) || text.contains("argon2"))
                    .as(file.toString())
                    .isFalse();
        }
    }

    @Test
    void aDeviceThatKnowsALaterHistoryMergesAndDeletesNothing() throws Exception {
        var data = folder.resolve("data");
        java.util.SortedMap<String, String> there;
        try (var cairn = RunningCairn.start(data)) {
            var device = device(cairn, "a");
            write(device, "first", 1000);
            device.sync();
            Commands.succeed(backup(cairn, "--with-root-key"));
            write(device, "second", 2000);
            Files.delete(device.file("first"));
            device.sync();
            there = Tree.of(device.folder());
            assertThat(there).containsOnlyKeys("second");
            cairn.stop();
            Files.move(data, folder.resolve("lost"));
            assertThat(restore(data).exitCode()).isZero();
            cairn.start();
            // Its refresh token is newer than what the restored installation knows.
            assertThat(Commands.run("client", "sync", "--home", device.home().toString())
                            .exitCode())
                    .isEqualTo(3);
            Commands.succeed(
                    "client",
                    "login",
                    "--home",
                    device.home().toString(),
                    "--server",
                    cairn.url().toString(),
                    "--user",
                    Installation.ADMIN,
                    "--password-file",
                    password().toString());
            device.sync();
            assertThat(Tree.of(device.folder()))
                    .as("what was deleted since comes back; what was made since stays")
                    .containsAllEntriesOf(there)
                    .containsOnlyKeys("first", "second");
            var other = device(cairn, "b");
            other.sync();
            assertThat(Tree.of(other.folder())).isEqualTo(Tree.of(device.folder()));
        }
    }

    /** Kills the server in the middle of a backup; again, when the backup was faster. */
    private void cutOff(RunningCairn cairn) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 10; attempt++) {
            var process = Commands.start(folder.resolve("backup.log"), backup(cairn, "--with-root-key"));
            Await.until(
                    "the first packs of the backup",
                    () -> !process.isAlive() || Files.exists(folder.resolve("backup/blobs/pack")));
            cairn.kill();
            process.waitFor();
            if (files("snapshots").stream().noneMatch(file -> file.endsWith("manifest"))) {
                return;
            }
            Files.move(folder.resolve("backup"), folder.resolve("too-fast-" + attempt));
            cairn.start();
        }
        throw new AssertionError("every backup was done before the server could be killed");
    }

    @Test
    void aBackupThatWasCutOffIsNoneAndADamagedOneIsFoundByProving() throws Exception {
        try (var cairn = RunningCairn.start(folder.resolve("data"))) {
            var device = device(cairn, "a");
            write(device, "keep.txt", 500);
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < 12; i++) {
                    write(device, "many/file-" + round + "-" + i, 400_000);
                }
                device.sync();
            }
            cutOff(cairn);
            assertThat(restore(folder.resolve("none")).output()).contains("no complete snapshot");

            cairn.start();
            Commands.succeed(backup(cairn, "--with-root-key"));
            try (var snapshots = Files.list(folder.resolve("backup/snapshots"))) {
                assertThat(snapshots).as("what was cut off is cleared away").hasSize(1);
            }
        }
        var pack = files("blobs/pack").getLast();
        var bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);
        var outcome = restore(folder.resolve("restored"), "--prove");
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(10);
        assertThat(outcome.output()).contains("/many/file-").doesNotContain("keep.txt:");

        // A sealed file of the snapshot that is not as it was written is refused, and what was begun is never started.
        var table = files("snapshots").stream()
                .filter(file -> file.endsWith("metadata.node"))
                .findFirst()
                .orElseThrow();
        var rows = Files.readAllBytes(table);
        rows[rows.length / 2] ^= 1;
        Files.write(table, rows);
        var half = folder.resolve("half");
        assertThat(restore(half))
                .returns(1, Commands.Outcome::exitCode)
                .satisfies(refused -> assertThat(refused.output()).contains("metadata.node"));
        assertThat(restore(half).output()).contains("not empty");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> RunningCairn.start(half))
                .hasMessageContaining("restore");
    }
}
