package dev.cairn.testkit.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Asks for a server in a process of its own, because Testcontainers takes the engine's address from the environment. */
final class RedisFromEngine {
    static final String STARTED = "started";
    static final String FAILED = "failed: ";

    private RedisFromEngine() {}

    /** What it says about an engine at {@code address}. */
    static String run(String address) throws Exception {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RedisFromEngine.class.getName()))
                .redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", address);
        builder.environment().remove(ServerSource.CHOICE);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    public static void main(String[] arguments) {
        try (var redis = TestRedis.start(Path.of("unused"))) {
            System.out.println(STARTED + " on " + redis.port());
        } catch (RuntimeException e) {
            System.out.println(FAILED + e);
        }
        System.exit(0);
    }
}
