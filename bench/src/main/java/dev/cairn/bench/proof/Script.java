package dev.cairn.bench.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The {@code cairn} script, run the way people run it.
 *
 * @param file the script
 * @param home where the output of commands goes
 * @param environment added to that of this process
 */
record Script(Path file, Path home, Map<String, String> environment) {
    private static final int MINUTES_MAX = 30;

    /** What a finished command left. */
    record Outcome(int exitCode, String output) {}

    /** Runs to the end, at most half an hour. */
    Outcome run(String... words) throws IOException, InterruptedException {
        // Not through a pipe: processes it leaves running would keep it open.
        var output = Files.createTempFile(home, "command", ".log");
        try {
            var process = start(output, words);
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("cairn " + String.join(" ", words) + " does not end");
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /** Runs to the end and insists on success. */
    void succeed(String... words) throws IOException, InterruptedException {
        var outcome = run(words);
        if (outcome.exitCode() != 0) {
            throw new IOException("cairn " + String.join(" ", words) + " ended with " + outcome.exitCode() + ":\n"
                    + outcome.output());
        }
    }

    /** Starts it and returns at once; it appends to {@code log}. */
    Process start(Path log, String... words) throws IOException {
        var line = new ArrayList<>(List.of(file.toString()));
        line.addAll(List.of(words));
        var builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
