package dev.cairn.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real RabbitMQ broker from the packages of this machine, on free ports and a directory of its own, to be used, stopped and
 * started again by a test. Its port and its durable queues stay over restarts. When there is none it says how to get one:
 * it never lets a test be skipped.
 */
public final class TestRabbit implements AutoCloseable {
    private static final Path PACKAGES = Path.of("/usr/lib/rabbitmq/lib");
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Path home;
    private final int port = freePort();
    private final int distributionPort = freePort();
    private final int epmdPort = freePort();
    private final Process epmd;
    private @Nullable Process broker;

    private TestRabbit(Path home) throws IOException {
        this.home = home;
        // Started by us and in the foreground: the one the broker would start stays behind as a daemon.
        this.epmd = process(List.of("epmd", "-port", Integer.toString(epmdPort), "-address", "127.0.0.1"), "epmd.log")
                .start();
    }

    /** Starts a broker with its files in {@code home}; returns when it takes connections. */
    public static TestRabbit start(Path home) {
        try {
            Files.createDirectories(home.resolve("home"));
            Files.writeString(home.resolve("plugins"), "[].");
            var rabbit = new TestRabbit(home);
            rabbit.start();
            return rabbit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the stopped broker again. */
    public void start() {
        try {
            broker = process(List.of(script().toString()), "rabbit.log").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!ready()) {
            if (System.nanoTime() > deadline || !broker.isAlive()) {
                throw new IllegalStateException("RabbitMQ did not start; see " + home.resolve("rabbit.log"));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** Stops the broker; what is durable stays. */
    public void stop() {
        if (broker != null) {
            end(broker);
        }
    }

    /** Where it listens, with user and password. */
    public URI uri() {
        return URI.create("amqp://guest:guest@127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        stop();
        end(epmd);
    }

    private boolean ready() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected()
                    && Files.readString(home.resolve("rabbit.log")).contains("completed with");
        } catch (IOException e) {
            return false;
        }
    }

    private ProcessBuilder process(List<String> line, String log) {
        var builder = new ProcessBuilder(new ArrayList<>(line))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(log).toFile());
        var environment = builder.environment();
        environment.put("HOME", home.resolve("home").toString());
        environment.put("ERL_EPMD_PORT", Integer.toString(epmdPort));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODENAME", "cairn" + port + "@localhost");
        environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
        environment.put("RABBITMQ_MNESIA_BASE", home.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", home.resolve("log").toString());
        environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("plugins").toString());
        environment.put("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq").toString());
        environment.put("RABBITMQ_PID_FILE", home.resolve("pid").toString());
        environment.put(
                "RABBITMQ_GENERATED_CONFIG_DIR", home.resolve("generated").toString());
        environment.put("RABBITMQ_SCHEMA_DIR", home.resolve("schema").toString());
        environment.put(
                "RABBITMQ_FEATURE_FLAGS_FILE", home.resolve("feature-flags").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        return builder;
    }

    private static Path script() throws IOException {
        if (Files.isDirectory(PACKAGES)) {
            try (var versions = Files.newDirectoryStream(PACKAGES, "rabbitmq_server-*")) {
                for (var version : versions) {
                    var script = version.resolve("sbin/rabbitmq-server");
                    if (Files.isExecutable(script)) {
                        return script;
                    }
                }
            }
        }
        throw new IllegalStateException("RabbitMQ is needed: " + PACKAGES
                + " holds none. Install it (apt-get install rabbitmq-server) or use ./cairn test");
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
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
