package dev.cairn.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis server from the packages of this machine, on a free port that stays the same over restarts; it keeps nothing.
 * When there is none it says how to get one: it never lets a test be skipped.
 */
public final class TestRedis implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Path home;
    private final int port = freePort();
    private @Nullable Process server;

    private TestRedis(Path home) {
        this.home = home;
    }

    /** Starts a server with its log in {@code home}; returns when it takes connections. */
    public static TestRedis start(Path home) {
        var redis = new TestRedis(home);
        redis.start();
        return redis;
    }

    /** Starts the stopped server again, empty. */
    public void start() {
        var log = home.resolve("redis.log");
        try {
            Files.createDirectories(home);
            var line = List.of(
                    "redis-server",
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    home.toString(),
                    "--save",
                    "",
                    "--appendonly",
                    "no");
            server = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Redis is needed. Install it (apt-get install redis-server) or use ./cairn test", e);
        }
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!ready()) {
            if (System.nanoTime() > deadline || !server.isAlive()) {
                throw new IllegalStateException("Redis did not start; see " + log);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** Stops the server. */
    public void stop() {
        if (server == null) {
            return;
        }
        server.destroy();
        try {
            if (!server.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Where it listens on 127.0.0.1; no password. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        stop();
    }

    private boolean ready() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
