package dev.cairn.allinone.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the command line of the client as a user's shell would: a process of its own. */
final class Commands {
    private static final String MAIN = "dev.cairn.desktop.cli.CairnCommand";
    private static final int MINUTES_MAX = 5;

    private static final String CLASS_PATH = ClassArchive.jars();
    private static final ClassArchive ARCHIVE = new ClassArchive(
            Path.of("target", "client-" + ProcessHandle.current().pid() + ".jsa"));

    /** What a finished command left. */
    record Outcome(int exitCode, String output) {}

    private Commands() {}

    /** Runs to the end. */
    static Outcome run(String... arguments) throws IOException, InterruptedException {
        // A sync loads what all others need.
        boolean makes = List.of(arguments).contains("sync") && ARCHIVE.isWanted();
        var process = builder(makes ? ARCHIVE.make() : ARCHIVE.use(), arguments)
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", arguments) + " does not end: " + output);
        }
        if (makes && process.exitValue() == 0) {
            ARCHIVE.made();
        }
        return new Outcome(process.exitValue(), output);
    }

    /** Runs to the end and insists on success; returns what it printed. */
    static String succeed(String... arguments) throws IOException, InterruptedException {
        var outcome = run(arguments);
        if (outcome.exitCode() != 0) {
            throw new AssertionError("exit code " + outcome.exitCode() + " of " + String.join(" ", arguments) + ":\n"
                    + outcome.output());
        }
        return outcome.output();
    }

    /** Starts and returns at once; its output goes to {@code log}. */
    static Process start(Path log, String... arguments) throws IOException {
        return builder(ARCHIVE.use(), arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static ProcessBuilder builder(List<String> flags, String... arguments) {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.provider=org.slf4j.jul.JULServiceProvider",
                "-Dslf4j.internal.verbosity=WARN"));
        line.addAll(flags);
        line.addAll(List.of("-cp", CLASS_PATH, MAIN));
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line);
        // File names are UTF-8 whatever the locale of the one who runs the tests.
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }
}
