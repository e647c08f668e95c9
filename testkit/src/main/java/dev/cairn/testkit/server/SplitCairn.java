package dev.cairn.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One process per service behind nginx, started the way people start it: {@code ./cairn split up}, on free ports and in a given
 * directory. Runs what the Maven build that the test belongs to has built so far, so every service module has to have been
 * packaged. Stops with the JVM when it is not closed before.
 */
public final class SplitCairn implements Installation {
    private static final Duration COMMAND_WITHIN = Duration.ofMinutes(5);
    private static final int GATEWAY = 7841;
    private static final int S3 = 7861;
    private static final int LAST = 7925;
    private static final int WEB = 9347;
    private static final int OFFSET_MIN = 2_000;
    private static final int OFFSET_MAX = 22_000;
    private static final int OFFSETS_TRIED_MAX = 100;

    private final Path data;
    private final int offset = freeOffset();
    private final Thread atEnd = new Thread(this::down, "split-cairn-stop");

    /** A process as {@code ./cairn split status} tells of it; {@code pid} is 0 when it is down, {@code port} where it listens. */
    public record State(String state, long pid, int port) {
        /** Whether it runs and answers. */
        public boolean isUp() {
            return state.equals("up");
        }
    }

    private record Outcome(int exitCode, String output) {}

    private SplitCairn(Path data) {
        this.data = data;
    }

    /** Starts everything and returns when it is ready. */
    public static SplitCairn start(Path data) {
        var cairn = new SplitCairn(data);
        Runtime.getRuntime().addShutdownHook(cairn.atEnd);
        cairn.start();
        return cairn;
    }

    /** {@code ./cairn split up}: starts what is not running. */
    @Override
    public void start() {
        succeed("up");
    }

    /** {@code ./cairn split start}: starts one process. */
    public void start(String process) {
        succeed("start", process);
    }

    /** {@code ./cairn split stop}: stops one process and leaves it stopped. */
    public void stop(String process) {
        succeed("stop", process);
    }

    /** {@code kill -9} of the upload service. */
    @Override
    public void kill() {
        kill("upload");
    }

    /** {@code kill -9} of one process; services are started again by their keepers. */
    public void kill(String process) {
        process(process).destroyForcibly();
    }

    /** A running process, for a kill that has to come at a certain moment. */
    public ProcessHandle process(String process) {
        return ProcessHandle.of(state(process).pid())
                .orElseThrow(() -> new IllegalStateException(process + " does not run"));
    }

    /** Where everything is kept. */
    public Path data() {
        return data;
    }

    /** What {@code ./cairn split status} says of a process. */
    public State state(String process) {
        var state = states().get(process);
        if (state == null) {
            throw new IllegalArgumentException("there is no process " + process);
        }
        return state;
    }

    /** What {@code ./cairn split status} says of all processes, by name. */
    public Map<String, State> states() {
        var outcome = run("status");
        var states = new LinkedHashMap<String, State>();
        outcome.output().lines().map(line -> line.split(" +")).forEach(words -> {
            if (words.length == 4) {
                long pid = words[2].equals("-") ? 0 : Long.parseLong(words[2]);
                states.put(words[0], new State(words[1], pid, Integer.parseInt(words[3])));
            }
        });
        if ((outcome.exitCode() == 0) != states.values().stream().allMatch(State::isUp)) {
            throw new AssertionError("exit code " + outcome.exitCode() + " of status:\n" + outcome.output());
        }
        return states;
    }

    @Override
    public URI url() {
        return URI.create("http://localhost:" + (GATEWAY + offset));
    }

    @Override
    public URI s3Url() {
        return URI.create("http://localhost:" + (S3 + offset));
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atEnd);
        down();
    }

    private void down() {
        succeed("down");
    }

    private void succeed(String... words) {
        var outcome = run(words);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(
                    "./cairn split " + String.join(" ", words) + " failed:\n" + outcome.output());
        }
    }

    private Outcome run(String... words) {
        var line = new ArrayList<>(List.of(launcher().toString(), "split"));
        line.addAll(List.of(words));
        line.addAll(List.of("--data", data.toString(), "--offset", Integer.toString(offset), "--as-built"));
        try {
            var output = Files.createTempFile("split", ".log");
            try {
                return new Outcome(exitCode(line, output), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Not through a pipe: the processes it leaves running would keep it open.
    private static int exitCode(List<String> line, Path output) throws IOException {
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "CAIRN_ADMIN_USER",
                        ADMIN,
                        "CAIRN_ADMIN_PASSWORD",
                        ADMIN_PASSWORD,
                        "CAIRN_POSTGRES_BINARIES",
                        TestPostgres.binaries().toString(),
                        "CAIRN_JAVA_OPTS",
                        "-XX:TieredStopAtLevel=1",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        var process = builder.start();
        try {
            if (!process.waitFor(COMMAND_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", line) + " does not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return process.exitValue();
    }

    private static Path launcher() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("infra/launcher/split.sh"))) {
                return folder.resolve("cairn");
            }
        }
        throw new IllegalStateException(
                "the launcher is in no folder above " + Path.of("").toAbsolutePath());
    }

    private static int freeOffset() {
        for (int i = 0; i < OFFSETS_TRIED_MAX; i++) {
            int offset = ThreadLocalRandom.current().nextInt(OFFSET_MIN, OFFSET_MAX);
            if (IntStream.concat(IntStream.rangeClosed(GATEWAY, LAST), IntStream.rangeClosed(WEB, WEB + 1))
                    .allMatch(port -> isFree(port + offset))) {
                return offset;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
