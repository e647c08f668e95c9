package dev.cairn.bench.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One process per service: {@code ./cairn split}. Whichever service is killed is started again by its keeper. */
final class ProcessPerService implements Deployment {
    private static final List<String> SERVICES = List.of("auth", "upload", "storage", "metadata", "sync", "web");
    private static final int GATEWAY = 7841;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int READY_MINUTES_MAX = 10;

    private final Script script;
    private final Path data;
    private final int offset;

    private ProcessPerService(Script script, Path data, int offset) {
        this.script = script;
        this.data = data;
        this.offset = offset;
    }

    /** Starts it on free ports with its data below {@code home}; returns when it is ready. */
    static ProcessPerService start(Script script, Path home) throws IOException, InterruptedException {
        var split = new ProcessPerService(script, home.resolve("data"), Ports.freeOffset());
        split.succeed("up");
        return split;
    }

    @Override
    public URI url() {
        return URI.create("http://localhost:" + (GATEWAY + offset));
    }

    @Override
    public Victim victim(SplittableRandom random) throws IOException, InterruptedException {
        var name = SERVICES.get(random.nextInt(SERVICES.size()));
        var pid = run("status")
                .output()
                .lines()
                .map(line -> line.split(" +"))
                .filter(words -> words[0].equals(name) && words.length > 2)
                .map(words -> words[2])
                .findFirst()
                .orElseThrow(() -> new IOException("there is no " + name));
        var process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow(() -> new IOException(name + " does not run"));
        return new Victim("the service " + name, process);
    }

    @Override
    public void revive() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(READY_MINUTES_MAX);
        for (var status = run("status"); status.exitCode() != 0; status = run("status")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not everything came back:\n" + status.output());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    @Override
    public long storedBytes() throws IOException {
        return Deployment.bytesBelow(data.resolve("storage"));
    }

    @Override
    public void close() {
        try {
            succeed("down");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Script.Outcome run(String verb) throws IOException, InterruptedException {
        return script.run("split", verb, "--data", data.toString(), "--offset", Integer.toString(offset));
    }

    private void succeed(String verb) throws IOException, InterruptedException {
        var outcome = run(verb);
        if (outcome.exitCode() != 0) {
            throw new IOException(
                    "cairn split " + verb + " ended with " + outcome.exitCode() + ":\n" + outcome.output());
        }
    }
}
