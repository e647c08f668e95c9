package dev.cairn.bench.proof;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Everything in one process: {@code ./cairn run}. */
final class OneProcess implements Deployment {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int READY_MINUTES_MAX = 10;
    private static final int STOP_SECONDS_MAX = 60;

    private final Script script;
    private final Path home;
    private final int port = Ports.free();
    private final int s3Port = Ports.free();
    private final int managementPort = Ports.free();
    private Process process;

    private OneProcess(Script script, Path home) throws IOException, InterruptedException {
        this.script = script;
        this.home = home;
        this.process = launch();
    }

    /** Starts it on free ports with its data below {@code home}; returns when it is ready. */
    static OneProcess start(Script script, Path home) throws IOException, InterruptedException {
        return new OneProcess(script, home);
    }

    private Process launch() throws IOException, InterruptedException {
        var log = home.resolve("server.log");
        int before = Files.exists(log) ? Files.readString(log).length() : 0;
        var started = script.start(
                log,
                "run",
                "--data",
                home.resolve("data").toString(),
                "--port",
                Integer.toString(port),
                "--s3-port",
                Integer.toString(s3Port),
                "--management-port",
                Integer.toString(managementPort));
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(READY_MINUTES_MAX);
        while (!Files.readString(log).substring(before).contains("Cairn is ready at")) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException("the server did not become ready:\n"
                        + Files.readString(log).substring(before));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return started;
    }

    @Override
    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public Victim victim(SplittableRandom random) {
        return new Victim("the server", process.toHandle());
    }

    @Override
    public void revive() throws IOException, InterruptedException {
        process.waitFor();
        process = launch();
    }

    @Override
    public long storedBytes() throws IOException {
        return Deployment.bytesBelow(home.resolve("data").resolve("storage"));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
