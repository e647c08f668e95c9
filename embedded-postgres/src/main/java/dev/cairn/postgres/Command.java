package dev.cairn.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one short program to its end, with a deadline, and keeps the last {@value #OUTPUT_BYTES_MAX} bytes it said. */
record Command(int exit, String output) {
    private static final int OUTPUT_BYTES_MAX = 8_192;

    boolean succeeded() {
        return exit == 0;
    }

    static ProcessBuilder builder(List<String> line, Path workingDirectory) {
        var builder = new ProcessBuilder(line)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // PGPORT, PGDATA and the like of the caller's shell must not reach the server or its tools.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    static Command run(List<String> line, Path workingDirectory, Duration within) {
        try {
            var process = builder(line, workingDirectory).start();
            var reader = new Thread[1];
            var said = new StringBuilder();
            reader[0] = Thread.ofVirtual().start(() -> drain(process, said));
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Command(-1, line.getFirst() + " did not end within " + within.toSeconds() + " s");
            }
            // A background grandchild may hold the pipe open; what was said so far is enough then.
            reader[0].join(Duration.ofSeconds(1));
            synchronized (said) {
                return new Command(process.exitValue(), said.toString().strip());
            }
        } catch (IOException e) {
            return new Command(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted while waiting for " + line.getFirst(), e);
        }
    }

    private static void drain(Process process, StringBuilder said) {
        var buffer = new byte[OUTPUT_BYTES_MAX];
        try (var in = process.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (said) {
                    said.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    said.delete(0, Math.max(0, said.length() - OUTPUT_BYTES_MAX));
                }
            }
        } catch (IOException e) {
            synchronized (said) {
                said.append(e.getMessage());
            }
        }
    }
}
