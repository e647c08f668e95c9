package dev.cairn.storage.blob.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A child process with a log, which ends with the test. */
final class ServerProcess {
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final int LAST_WORDS = 30;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it; {@code howToGet} is told when there is no such program. */
    static ServerProcess start(Path log, String howToGet, List<String> line) {
        try {
            var process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ServerProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(line.getFirst() + " is needed. " + howToGet, e);
        }
    }

    /** Runs a program to its end. */
    static void run(Path log, String howToGet, List<String> line) {
        int ended = start(log, howToGet, line).ended();
        if (ended != 0) {
            throw new IllegalStateException(line.getFirst() + " ended with " + ended + lastWords(log));
        }
    }

    /** The log goes with the test, so the error has its end. */
    private static String lastWords(Path log) {
        try {
            var lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return "; it said: "
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return "; it said nothing";
        }
    }

    private int ended() {
        try {
            if (!process.waitFor(READY_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void waitUntil(BooleanSupplier ready) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IllegalStateException("did not start" + lastWords(log));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** At once, without a word. */
    void kill() {
        process.destroyForcibly();
        ended();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
