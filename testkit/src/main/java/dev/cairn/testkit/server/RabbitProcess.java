package dev.cairn.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** RabbitMQ of this machine's packages, with everything it writes in one directory, and the name service of Erlang beside it. */
final class RabbitProcess implements RealServer {
    /** Where Debian and Ubuntu put it. */
    static final Path PACKAGES = Path.of("/usr/lib/rabbitmq/lib");

    // Started by us and in the foreground: the one the broker would start stays behind as a daemon.
    private final ServerProcess epmd;
    private final ServerProcess broker;

    private RabbitProcess(ServerProcess epmd, ServerProcess broker) {
        this.epmd = epmd;
        this.broker = broker;
    }

    /** Prepares one in {@code home}. */
    static RabbitProcess in(Path home, Path packages) {
        var missing = "RabbitMQ is needed, and neither does a Docker engine answer nor is it in " + packages
                + ". Install it (apt-get install rabbitmq-server) or use ./cairn test";
        var script = script(packages).orElseThrow(() -> new IllegalStateException(missing));
        try {
            Files.createDirectories(home.resolve("home"));
            Files.writeString(home.resolve("plugins"), "[].");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = FreePort.choose();
        int epmdPort = FreePort.choose();
        var environment = environment(home, port, epmdPort);
        var names = List.of("epmd", "-port", Integer.toString(epmdPort), "-address", "127.0.0.1");
        return new RabbitProcess(
                new ServerProcess(missing, epmdPort, home.resolve("epmd.log"), names, environment),
                new ServerProcess(missing, port, home.resolve("rabbit.log"), List.of(script.toString()), environment));
    }

    // The script itself: the one on the PATH of Debian changes the user.
    private static Optional<Path> script(Path packages) {
        if (!Files.isDirectory(packages)) {
            return Optional.empty();
        }
        try (var versions = Files.list(packages)) {
            return versions.map(version -> version.resolve("sbin/rabbitmq-server"))
                    .filter(Files::isExecutable)
                    .findAny();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment(Path home, int port, int epmdPort) {
        return Map.ofEntries(
                Map.entry("HOME", home.resolve("home").toString()),
                Map.entry("ERL_EPMD_PORT", Integer.toString(epmdPort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODENAME", "cairn" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(FreePort.choose())),
                Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("plugins").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq").toString()),
                Map.entry("RABBITMQ_PID_FILE", home.resolve("pid").toString()),
                Map.entry(
                        "RABBITMQ_GENERATED_CONFIG_DIR",
                        home.resolve("generated").toString()),
                Map.entry("RABBITMQ_SCHEMA_DIR", home.resolve("schema").toString()),
                Map.entry(
                        "RABBITMQ_FEATURE_FLAGS_FILE",
                        home.resolve("feature-flags").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"));
    }

    @Override
    public void start() {
        if (!epmd.isAlive()) {
            epmd.start();
        }
        broker.start();
    }

    @Override
    public void stop() {
        broker.stop();
    }

    @Override
    public String host() {
        return broker.host();
    }

    @Override
    public int port() {
        return broker.port();
    }

    @Override
    public boolean isAlive() {
        return broker.isAlive();
    }

    @Override
    public String lastWords() {
        return broker.lastWords();
    }

    @Override
    public void close() {
        broker.close();
        epmd.close();
    }
}
