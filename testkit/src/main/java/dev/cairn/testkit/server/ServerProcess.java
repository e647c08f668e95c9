package dev.cairn.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of this machine's packages as a child process, its words going to a file. */
final class ServerProcess implements RealServer {
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

    private final String installed;
    private final int port;
    private final Path log;
    private final List<String> line;
    private final Map<String, String> environment;
    private @Nullable Process process;

    /**
     * Starts nothing yet.
     *
     * @param installed how to get the program when it is missing, in words
     * @param port the one it is told to listen on, on the loopback interface
     */
    ServerProcess(String installed, int port, Path log, List<String> line, Map<String, String> environment) {
        this.installed = installed;
        this.port = port;
        this.log = log;
        this.line = List.copyOf(line);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void start() {
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.getParent());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(installed, e);
        }
    }

    @Override
    public void stop() {
        var running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public String lastWords() {
        return "see " + log;
    }

    @Override
    public void close() {
        stop();
    }
}
