package dev.cairn.search.text;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Parses documents in a process of its own, which is started when there is one to parse and may be ended between two ({@link #rest}). A
 * document that takes too long or too much memory costs that process and nothing else. For one thread.
 */
public final class DocumentParser implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration END_MAX = Duration.ofSeconds(5);
    /** With -XX:+ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;

    private static final int ANSWER_BYTES_PER_CHAR = 4;
    private static final int NAME_CHARS_MAX = 255;

    private final Path folder;
    private final Limits limits;
    private @Nullable Running running;

    /**
     * What one document may take.
     *
     * @param time until the process is killed
     * @param heapMib memory of the process
     * @param chars of its text; the rest is left out
     */
    public record Limits(Duration time, int heapMib, int chars) {}

    /** The process is not to be had; documents wait. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private record Running(Process process, DataInputStream in, DataOutputStream out) {}

    /** @param folder for temporary files of the parsers; what is in it is deleted when the process starts */
    public DocumentParser(Path folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /**
     * The text of a document; {@link Extracted#NOTHING} when it cannot be parsed within the limits.
     *
     * @throws UncheckedIOException when the process was ended by somebody else meanwhile
     * @throws Unavailable when no document can be parsed now
     */
    public Extracted parse(String name, byte[] bytes) throws Unavailable {
        var ready = running == null || !running.process().isAlive() ? start() : running;
        var watch = new Watch(ready.process(), limits.time());
        try (watch) {
            ready.out().writeInt(bytes.length);
            ready.out().writeUTF(name.substring(Math.max(0, name.length() - NAME_CHARS_MAX)));
            ready.out().write(bytes);
            ready.out().flush();
            if (ready.in().readByte() == ParserProcess.FAILED) {
                return Extracted.NOTHING;
            }
            return new Extracted(text(ready.in()), text(ready.in()));
        } catch (IOException e) {
            boolean blamed = watch.killed() || diedOfMemory(ready.process());
            rest();
            if (blamed) {
                return Extracted.NOTHING;
            }
            // Perhaps somebody stopped it: the document is not to blame for that, and may be tried again.
            throw new UncheckedIOException("the process that parses documents ended", e);
        }
    }

    private static boolean diedOfMemory(Process process) {
        try {
            return process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == OUT_OF_MEMORY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > ANSWER_BYTES_PER_CHAR * (limits.chars() + 1L)) {
            throw new IOException("this is no answer");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private Running start() throws Unavailable {
        rest();
        try {
            empty(folder);
            var builder = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD);
            // Secrets of the server may be among them. Windows starts nothing without the one that stays.
            builder.environment().keySet().retainAll(Set.of("SystemRoot"));
            var process = builder.start();
            var started = new Running(
                    process,
                    new DataInputStream(new BufferedInputStream(process.getInputStream())),
                    new DataOutputStream(new BufferedOutputStream(process.getOutputStream())));
            running = started;
            try (var _ = new Watch(process, START_MAX)) {
                if (started.in().readInt() != ParserProcess.READY) {
                    throw new IOException("something else answers");
                }
            }
            return started;
        } catch (IOException e) {
            rest();
            throw new Unavailable("the process that parses documents does not start", e);
        }
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.heapMib() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                absolute(System.getProperty("java.class.path")),
                ParserProcess.class.getName(),
                Integer.toString(limits.chars()));
    }

    private static String absolute(String classPath) {
        return List.of(classPath.split(File.pathSeparator)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElse("");
    }

    private static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                if (Files.isRegularFile(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Kills the process after a time, unless it is closed before. */
    private static final class Watch implements AutoCloseable {
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile boolean killed;

        Watch(Process watched, Duration time) {
            Thread.ofVirtual().name("search-parser-watch").start(() -> {
                try {
                    if (!done.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                        killed = true;
                        watched.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    watched.destroyForcibly();
                }
            });
        }

        boolean killed() {
            return killed;
        }

        @Override
        public void close() {
            done.countDown();
        }
    }

    /** Gives the memory of the process back; the next document starts another. */
    public void rest() {
        if (running != null) {
            running.process().destroyForcibly();
            running = null;
        }
    }

    @Override
    public void close() {
        rest();
    }
}
