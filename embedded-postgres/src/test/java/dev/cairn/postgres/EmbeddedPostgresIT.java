package dev.cairn.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresIT {
    private static final Path BINARIES = Path.of("target", "postgres-binaries");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private PostgresSettings settings() {
        return PostgresSettings.in(folder.resolve("postgres")).withBinaries(BINARIES);
    }

    private static String ask(EmbeddedPostgres server, String query) throws SQLException {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void tell(EmbeddedPostgres server, String command) throws SQLException {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Test
    void keepsEveryCommitOnDiskByItsSettings() throws Exception {
        try (var server = EmbeddedPostgres.start(settings())) {
            for (var durable : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(ask(server, "SHOW " + durable)).as(durable).isEqualTo("on");
            }
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(server, "SELECT lower('ÄÖ')")).isEqualTo("äö");
        }
    }

    @Test
    void keepsItsDataOverARestart() throws Exception {
        try (var server = EmbeddedPostgres.start(settings())) {
            server.ensureDatabase("cairn");
            server.ensureDatabase("cairn");
            tell(server, "CREATE TABLE kept (word text)");
            tell(server, "INSERT INTO kept VALUES ('stone')");
        }
        try (var server = EmbeddedPostgres.start(settings())) {
            assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("stone");
        }
    }

    @Test
    void answersOnlyToItsPassword() throws Exception {
        try (var server = EmbeddedPostgres.start(settings())) {
            for (var wrong : List.of("", "guess")) {
                assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.role(), wrong))
                        .isInstanceOf(SQLException.class);
            }
            var passwordFile = folder.resolve("postgres/password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("postgres"))))
                    .isEqualTo("rwx------");
            assertThat(Files.readString(folder.resolve("postgres/postgres.log")))
                    .doesNotContain(server.password());
        }
    }

    @Test
    void clearsAwayTheServerOfAKilledOwner() throws Exception {
        var owner = startOwner();
        var orphan = PostmasterFile.read(folder.resolve("postgres/cluster")).orElseThrow();
        owner.destroyForcibly().waitFor();
        assertThat(runs(orphan.pid())).as("outlives its owner").isTrue();

        try (var server = EmbeddedPostgres.start(settings())) {
            assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("acknowledged");
            assertThat(runs(orphan.pid())).isFalse();
        }
    }

    @Test
    void recoversWhenServerAndOwnerWereKilled() throws Exception {
        var owner = startOwner();
        var orphan = PostmasterFile.read(folder.resolve("postgres/cluster")).orElseThrow();
        owner.destroyForcibly().waitFor();
        ProcessHandle.of(orphan.pid()).orElseThrow().destroyForcibly();

        try (var server = EmbeddedPostgres.start(settings())) {
            assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("acknowledged");
        }
    }

    @Test
    void aServerThatWasKilledComesBackOnItsPort() throws Exception {
        try (var server = EmbeddedPostgres.start(settings())) {
            server.keepRunning();
            int port = server.port();
            for (var word : List.of("once", "twice")) {
                tell(server, "CREATE TABLE " + word + " (word text)");
                var killed =
                        PostmasterFile.read(folder.resolve("postgres/cluster")).orElseThrow();
                var process = ProcessHandle.of(killed.pid()).orElseThrow();
                process.destroyForcibly();
                process.onExit().get(60, TimeUnit.SECONDS);
                assertThat(askWhenBack(server, "SELECT count(*) FROM " + word)).isEqualTo("0");
                assertThat(server.port()).isEqualTo(port);
            }
        }
        assertThat(PostmasterFile.read(folder.resolve("postgres/cluster"))).isEmpty();
    }

    private static String askWhenBack(EmbeddedPostgres server, String query) throws SQLException {
        var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            try {
                return ask(server, query);
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    /** An ended process that nobody has collected yet still counts as alive, but has no program any more. */
    private static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    private Process startOwner() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var owner = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OwnerToBeKilled.class.getName(),
                        folder.resolve("postgres").toString(),
                        BINARIES.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(owner.inputReader().readLine()).isEqualTo("stored");
        return owner;
    }

    @Test
    void doesNotBelieveAProcessIdThatNowBelongsToSomebodyElse() throws Exception {
        EmbeddedPostgres.start(settings()).close();
        var stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(
                    folder.resolve("postgres/cluster/postmaster.pid"),
                    stranger.pid() + "\n" + folder.resolve("postgres/cluster")
                            + "\n1\n5432\n\n127.0.0.1\n1 2\nready\n");
            try (var server = EmbeddedPostgres.start(settings())) {
                assertThat(ask(server, "SELECT 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void runsOneServerPerDirectory() {
        try (var server = EmbeddedPostgres.start(settings())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(settings()))
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("already runs");
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void refusesADatabaseOfAnotherMajorVersion() throws Exception {
        EmbeddedPostgres.start(settings()).close();
        Files.writeString(folder.resolve("postgres/cluster/PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(settings()))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("made by PostgreSQL 17");
    }

    @Test
    void startsOverAfterAnInterruptedCreation() throws Exception {
        Files.createDirectories(folder.resolve("postgres/cluster.unfinished/base"));
        Files.writeString(folder.resolve("postgres/cluster.unfinished/PG_VERSION"), "18\n");
        try (var server = EmbeddedPostgres.start(settings())) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void saysInTheServersWordsWhyItCannotStart() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(settings().withPort(taken.getLocalPort())))
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("Address already in use");
        }
        assertThatThrownBy(() -> EmbeddedPostgres.start(settings().withParameters(Map.of("work_mem", "plenty"))))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("invalid value for parameter \"work_mem\"");
    }

    @Test
    void runsWhereRootHasNoUserNamespaces() throws Exception {
        for (int run = 1; run <= 2; run++) {
            try (var server = EmbeddedPostgres.start(settings(), false)) {
                tell(server, "CREATE TABLE run_" + run + " (word text)");
            }
        }
    }

    @Test
    void unpacksOnceForManyAtATime() {
        var binaries = folder.resolve("binaries");
        var all = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> Binaries.in(binaries)))
                .toList();
        assertThat(all).allSatisfy(one -> assertThat(
                        one.get(60, TimeUnit.SECONDS).folder().resolve("bin/postgres"))
                .isExecutable());
        assertThat(binaries).isDirectoryNotContaining("glob:**.unfinished");
    }
}
