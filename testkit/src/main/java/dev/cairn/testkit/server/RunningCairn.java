package dev.cairn.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The whole server as a process of its own, on free ports and a given data directory, to be used, stopped, killed and started
 * again by a test. Needs {@code all-in-one} on the test class path. Its ports stay the same over restarts.
 */
public final class RunningCairn implements Installation {
    private static final String MAIN = "dev.cairn.allinone.AllInOneServer";
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);
    private static final int CONSOLE_LINES_MAX = 1_000;

    private final Path data;
    private final int port = FreePort.choose();
    private final int s3Port = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private final List<String> properties;
    private final List<String> console = new ArrayList<>();
    private @Nullable Process process;

    private RunningCairn(Path data, List<String> properties) {
        this.data = data;
        this.properties = List.copyOf(properties);
    }

    /** Starts a server and returns when it says that it is ready. {@code properties} are like {@code --name.of=value}. */
    public static RunningCairn start(Path data, String... properties) {
        var cairn = new RunningCairn(data, List.of(properties));
        cairn.start();
        return cairn;
    }

    @Override
    public void start() {
        if (isAlive()) {
            throw new IllegalStateException("it is running");
        }
        try {
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch() throws IOException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                // The test class path holds the desktop client too, and with it a second logging provider.
                "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
                "-Dslf4j.internal.verbosity=WARN",
                // And what describes the API for a test.
                "-Dspringdoc.api-docs.enabled=false",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--s3-port",
                Integer.toString(s3Port),
                "--management-port",
                Integer.toString(managementPort)));
        line.addAll(properties);
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("CAIRN_ADMIN_USER", ADMIN);
        builder.environment().put("CAIRN_ADMIN_PASSWORD", ADMIN_PASSWORD);
        builder.environment()
                .put("CAIRN_POSTGRES_BINARIES", TestPostgres.binaries().toString());
        var started = builder.start();
        process = started;
        var ready = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> follow(started.inputReader(), ready));
        if (!await(ready)) {
            started.destroyForcibly();
            throw new IllegalStateException("Cairn did not become ready:\n" + console());
        }
    }

    private void follow(BufferedReader output, CompletableFuture<Boolean> ready) {
        try (output) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (console) {
                    if (console.size() < CONSOLE_LINES_MAX) {
                        console.add(line);
                    }
                }
                if (line.startsWith("Cairn is ready at ")) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            synchronized (console) {
                console.add(String.valueOf(e.getMessage()));
            }
        } finally {
            ready.complete(false);
        }
    }

    private static boolean await(CompletableFuture<Boolean> ready) {
        try {
            return ready.get(READY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** What it said on its console since the first start, at most {@value #CONSOLE_LINES_MAX} lines. */
    public String console() {
        synchronized (console) {
            return String.join("\n", console);
        }
    }

    public Path data() {
        return data;
    }

    @Override
    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public URI s3Url() {
        return URI.create("http://localhost:" + s3Port);
    }

    /** Health and metrics. */
    public URI managementUrl() {
        return URI.create("http://localhost:" + managementPort);
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** {@inheritDoc} Here that is everything; its PostgreSQL is left running. */
    @Override
    public void kill() {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
            ended(running);
        }
    }

    /** SIGTERM; returns when it has ended. */
    public void stop() {
        var running = process;
        if (running != null && running.isAlive()) {
            running.destroy();
            if (!ended(running)) {
                running.destroyForcibly();
                throw new IllegalStateException("Cairn did not stop within " + STOPS_WITHIN + ":\n" + console());
            }
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
