package dev.cairn.bench.storage;

import dev.cairn.bench.BenchCommand;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk whose syncs cost something: runs this program again with a library before the C library ({@code slow-sync.c}, compiled here)
 * that adds the same to every fsync and fdatasync of this process and its children, the database among them.
 */
final class SlowSyncs {
    private static final String SOURCE = "slow-sync.c";
    private static final String NANOS = "CAIRN_SYNC_NANOS";
    private static final int SHARED_FILE_BYTES = 4096;

    private SlowSyncs() {}

    /** Whether this process is the one that was run again. */
    static boolean areHere() {
        return System.getenv(NANOS) != null;
    }

    /**
     * Runs this program again, with slow syncs, and returns its exit code.
     *
     * @param arguments all of its command line
     * @param alone whether every sync has a flush of its own; else those who come during a flush share the next one
     * @param folder an existing folder for the library, which is left there
     * @throws IOException when there is no C compiler
     */
    static int runAgain(List<String> arguments, Duration cost, boolean alone, Path folder)
            throws IOException, InterruptedException {
        var library = compile(folder);
        var shared = Files.write(folder.resolve("disk"), new byte[SHARED_FILE_BYTES]);
        // The database may run as another user.
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rw-rw-rw-"));
        var builder = new ProcessBuilder(commandLine(arguments)).inheritIO();
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put(NANOS, Long.toString(cost.toNanos()));
        // The database runs in a folder of its own.
        builder.environment().put("CAIRN_SYNC_FILE", shared.toAbsolutePath().toString());
        builder.environment().put("CAIRN_SYNC_SHARED", alone ? "0" : "1");
        return builder.start().waitFor();
    }

    private static Path compile(Path folder) throws IOException, InterruptedException {
        var source = folder.resolve(SOURCE);
        try (var in = SlowSyncs.class.getResourceAsStream(SOURCE)) {
            if (in == null) {
                throw new IOException(SOURCE + " is not in this program");
            }
            Files.copy(in, source);
        }
        var library = folder.resolve("slow-sync.so");
        var compiler = new ProcessBuilder(
                        "cc",
                        "-O2",
                        "-shared",
                        "-fPIC",
                        "-o",
                        library.toString(),
                        source.toString(),
                        "-ldl",
                        "-lpthread")
                .inheritIO()
                .start();
        if (compiler.waitFor() != 0) {
            throw new IOException("the C compiler (cc) could not compile " + SOURCE);
        }
        return library.toAbsolutePath();
    }

    private static List<String> commandLine(List<String> arguments) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchCommand.class.getName()));
        line.addAll(arguments);
        return line;
    }

    /** Nanoseconds that syncing a new small file takes, the least of some. */
    static long measure(Path folder) throws IOException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            var file = folder.resolve("sync-" + i);
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(1));
                long begin = System.nanoTime();
                channel.force(false);
                least = Math.min(least, System.nanoTime() - begin);
            }
            Files.delete(file);
        }
        return least;
    }
}
