package dev.cairn.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL server, child of this process, on 127.0.0.1 and with one role, whose generated password lies in the
 * server's directory, readable by its owner only. A commit that was acknowledged is on disk: the durability settings of the
 * server are on.
 *
 * <p>One server per directory: a lock file is held from {@link #start} to {@link #close}, across processes. What a killed
 * process left behind, a live server included, is cleared by the next start. The major version is pinned: a cluster made by
 * another one is refused untouched. Closing stops the server within a bounded time; not closing (a killed JVM) loses nothing.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);
    private static final int PORT_ATTEMPTS = 5;

    /** Between two starts of a server that ended by itself: doubles up to {@link #RESTART_PAUSE_MAX}, for as long as it takes. */
    private static final Duration RESTART_PAUSE_MIN = Duration.ofMillis(100);

    private static final Duration RESTART_PAUSE_MAX = Duration.ofSeconds(30);

    /** A server that ran for so long is not one that cannot start. */
    private static final Duration RAN_WELL = Duration.ofMinutes(1);

    private final PostgresSettings settings;
    private final Cluster cluster;
    private final Binaries binaries;
    private final ServerUser user;
    private final FileChannel lock;
    private final ServerLog serverLog;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile @Nullable Process process;
    private @Nullable Thread keeper;
    private int port;

    private EmbeddedPostgres(PostgresSettings settings, boolean userNamespaces) throws IOException {
        this.settings = settings;
        if (!Files.isDirectory(settings.directory())) {
            Files.createDirectories(settings.directory(), OwnerOnly.DIRECTORY);
        }
        lock = lock(settings.directory());
        binaries = Binaries.in(settings.binaries());
        user = ServerUser.choose(settings.directory(), binaries, userNamespaces);
        cluster = new Cluster(settings.directory(), binaries);
        serverLog = new ServerLog(settings.directory().resolve("postgres.log"));
    }

    /**
     * Starts the server and returns when it has answered a query.
     *
     * @throws PostgresException when it cannot; no process is left running then
     */
    public static EmbeddedPostgres start(PostgresSettings settings) {
        return start(settings, true);
    }

    static EmbeddedPostgres start(PostgresSettings settings, boolean userNamespaces) {
        @Nullable EmbeddedPostgres server = null;
        try {
            server = new EmbeddedPostgres(settings, userNamespaces);
            server.cluster.prepare(server.user);
            new PreviousRun(server.cluster.data(), server::stop).clear();
            server.launch();
            return server;
        } catch (IOException e) {
            closeAfterFailure(server);
            throw new PostgresException(
                    "cannot start PostgreSQL in " + settings.directory() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeAfterFailure(server);
            throw e;
        }
    }

    private static void closeAfterFailure(@Nullable EmbeddedPostgres server) {
        if (server != null) {
            server.close();
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        var channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new PostgresException("this process already runs the PostgreSQL server in " + directory, e);
        }
        channel.close();
        throw new PostgresException("another process runs the PostgreSQL server in " + directory);
    }

    private void launch() throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = settings.port() == 0 ? freePort() : settings.port();
            try {
                launchOnPort();
                return;
            } catch (PostgresException e) {
                // Between finding a free port and binding it, another process may have taken it.
                var taken = serverLog.tail().contains("could not bind");
                if (settings.port() != 0 || attempt == PORT_ATTEMPTS || !taken) {
                    throw e;
                }
            }
        }
    }

    private void launchOnPort() throws IOException {
        var configuration = new ServerConfiguration(settings.directory());
        settings.parameters().forEach(configuration::put);
        configuration.put("port", Integer.toString(port));
        configuration.write();
        var line = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            // A session of its own, or Ctrl-C in a terminal would stop the database before those who use it.
            line.add("/usr/bin/setsid");
        }
        line.addAll(user.line(
                binaries.program("postgres"),
                "-D",
                cluster.data().toString(),
                "--config_file=" + configuration.settings()));
        var started = Command.builder(line, settings.directory()).start();
        process = started;
        var reader = Thread.ofVirtual().name("postgres-log").start(() -> serverLog.follow(started.inputReader()));
        awaitReady(started, reader);
    }

    /** The last words of a server that ended say why; they may still be on their way. */
    private static void readToTheEnd(Thread reader) {
        try {
            reader.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(Process started, Thread reader) throws IOException {
        var deadline = System.nanoTime() + settings.startWithin().toNanos();
        while (!PostmasterFile.read(cluster.data())
                .filter(file -> file.ready() && file.pid() == started.pid())
                .isPresent()) {
            if (ended(started, POLL)) {
                readToTheEnd(reader);
                throw new PostgresException(
                        "PostgreSQL ended during its start (exit " + started.exitValue() + "):\n" + serverLog.tail());
            }
            if (System.nanoTime() - deadline > 0) {
                stopServer();
                throw new PostgresException("PostgreSQL was not ready after "
                        + settings.startWithin().toSeconds() + " s:\n" + serverLog.tail());
            }
        }
        try (var connection = connect("postgres")) {
            log.info("PostgreSQL {} on port {}", connection.getMetaData().getDatabaseProductVersion(), port);
        } catch (SQLException e) {
            throw new PostgresException(
                    "PostgreSQL started, but does not accept its own password: " + e.getMessage(), e);
        }
    }

    private static boolean ended(Process process, Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted while waiting for PostgreSQL", e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The one role, owner of every database. */
    public String role() {
        return Cluster.ROLE;
    }

    /** The password of {@link #role()}; keep it out of logs and command lines. */
    public String password() {
        try {
            return cluster.password();
        } catch (IOException e) {
            throw new PostgresException("cannot read the database password: " + e.getMessage(), e);
        }
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** A new connection; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), role(), password());
    }

    /** Creates {@code name} (lower-case letters, digits, underscores) unless it exists. */
    public void ensureDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        try (var connection = connect("postgres")) {
            if (!exists(connection, name)) {
                try (var statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE " + name);
                }
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot create database " + name + ": " + e.getMessage(), e);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * From now on a server that ends without being asked to (killed, out of memory) is started again, on the same port. What was
     * acknowledged stays; connections break, and are refused until it is back.
     */
    public synchronized void keepRunning() {
        if (keeper == null && !closing.get()) {
            keeper = Thread.ofPlatform().name("postgres-keeper").daemon().start(this::keep);
        }
    }

    private void keep() {
        var pause = RESTART_PAUSE_MIN;
        try {
            while (!closing.get()) {
                var began = System.nanoTime();
                awaitEnd();
                if (closing.get()) {
                    return;
                }
                if (System.nanoTime() - began > RAN_WELL.toNanos()) {
                    pause = RESTART_PAUSE_MIN;
                }
                log.error("PostgreSQL ended without being asked to; starting it again in {} ms", pause.toMillis());
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(RESTART_PAUSE_MAX) < 0
                        ? pause.multipliedBy(2)
                        : RESTART_PAUSE_MAX;
                restart();
            }
        } catch (InterruptedException e) {
            // The server is being closed.
        }
    }

    private void restart() {
        try {
            // Its children end by themselves, and until then hold the memory it shared with them.
            new PreviousRun(cluster.data(), this::stop).clear();
            launchOnPort();
        } catch (IOException | RuntimeException e) {
            log.error("PostgreSQL cannot be started again yet", e);
        }
    }

    private synchronized void stopKeeping() {
        closing.set(true);
        var running = keeper;
        if (running != null) {
            running.interrupt();
            try {
                running.join(settings.stopWithin());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns when the server has ended, for whatever reason. */
    void awaitEnd() throws InterruptedException {
        var running = process;
        if (running != null) {
            var _ = running.waitFor();
        }
    }

    /** Stops the server: open transactions are rolled back, everything acknowledged stays. Idempotent. */
    @Override
    public void close() {
        stopKeeping();
        try {
            stopServer();
        } finally {
            try {
                lock.close();
            } catch (IOException e) {
                log.warn("cannot release the lock of {}: {}", settings.directory(), e.getMessage());
            }
        }
    }

    private void stopServer() {
        var running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        if (!stop("fast") && !stop("immediate")) {
            running.destroyForcibly();
        }
        if (!ended(running, settings.stopWithin())) {
            running.destroyForcibly();
        }
    }

    private boolean stop(String mode) {
        var within = settings.stopWithin();
        List<String> line = user.line(
                binaries.program("pg_ctl"),
                "stop",
                "--pgdata=" + cluster.data(),
                "--mode=" + mode,
                "--wait",
                "--timeout=" + Math.max(1, within.toSeconds()));
        return Command.run(line, settings.directory(), within.plusSeconds(1)).succeeded();
    }
}
