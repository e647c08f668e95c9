package dev.cairn.testkit.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Redis server, from wherever {@link ServerSource} says, at an address that stays the same over restarts; it keeps
 * nothing. When there is none it says how to get one: it never lets a test be skipped.
 */
public final class TestRedis implements AutoCloseable {
    private static final String IMAGE = "redis:7.4-alpine";
    private static final int PORT_INSIDE = 6379;
    static final Greeting GREETING = new Greeting("Redis", "PING\r\n", "+PONG");
    private static final String MISSING =
            "Redis is needed, and neither does a Docker engine answer nor is redis-server on the"
                    + " PATH. Install it (apt-get install redis-server) or use ./cairn test";

    private final RealServer server;

    private TestRedis(RealServer server) {
        this.server = server;
    }

    /** Starts a server with its log in {@code home}; returns when it answers. */
    public static TestRedis start(Path home) {
        var redis = new TestRedis(prepare(home, ServerSource.chosen(), "redis-server"));
        redis.start();
        return redis;
    }

    /** Starts nothing yet. {@code program}, when it comes from the packages, is a name on the PATH or a file. */
    static RealServer prepare(Path home, ServerSource source, String program) {
        return switch (source) {
            case ServerSource.Containers _ -> new ServerContainer(IMAGE, PORT_INSIDE, command("redis-server"));
            case ServerSource.Packages _ -> process(home, program);
        };
    }

    private static RealServer process(Path home, String program) {
        int port = FreePort.choose();
        var line = command(program, "--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", home.toString());
        return new ServerProcess(MISSING, port, home.resolve("redis.log"), line, Map.of());
    }

    private static List<String> command(String... words) {
        var line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--save", "", "--appendonly", "no"));
        return line;
    }

    /** Starts the stopped server again, empty. */
    public void start() {
        server.start();
        GREETING.await(server);
    }

    /** Stops the server. */
    public void stop() {
        server.stop();
    }

    /** Where it listens. */
    public String host() {
        return server.host();
    }

    /** Where it listens on {@link #host()}; no password. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
