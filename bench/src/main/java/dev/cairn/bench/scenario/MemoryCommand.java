package dev.cairn.bench.scenario;

import dev.cairn.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn bench memory}: many uploads at once, none of which says how long it will be, into a server with a small heap. */
@Command(
        name = "memory",
        description = "Many uploads of unknown size at once into a server with a small heap: each must arrive, byte for"
                + " byte.",
        mixinStandardHelpOptions = true)
public final class MemoryCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(names = "--script", description = "The cairn script (default: ./cairn).")
    private Path script = Path.of("cairn");

    @Option(names = "--uploads", description = "At once (default: ${DEFAULT-VALUE}).", defaultValue = "64")
    private int uploads;

    @Option(names = "--mib", description = "Of each upload, in MiB (default: ${DEFAULT-VALUE}).", defaultValue = "64")
    private int mebibytes;

    @Option(
            names = "--heap-mib",
            description = "Of the server, in MiB (default: ${DEFAULT-VALUE}).",
            defaultValue = "512")
    private int heapMebibytes;

    @Option(names = "--json", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Option(names = "--work", description = "Directory for the run, removed afterwards (default: a temporary one).")
    private @Nullable Path work;

    @Override
    public Integer call() throws Exception {
        var home = (work == null ? Files.createTempDirectory("cairn-memory") : Files.createDirectories(work))
                .toAbsolutePath();
        var report = new Report(System.out);
        boolean passed;
        try (var server = Installation.start(script.toAbsolutePath(), home, "-Xmx" + heapMebibytes + "m")) {
            passed = run(server, report);
        } finally {
            delete(home);
        }
        if (json != null) {
            report.write(json);
        }
        return passed ? 0 : FAILED;
    }

    private boolean run(Installation server, Report report) throws Exception {
        long begin = System.nanoTime();
        int arrived = 0;
        try (var gauge = ServerMemory.watch(server)) {
            var streams = new ArrayList<Future<Boolean>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var tus = TusUploads.signedIn(server);
                for (int i = 0; i < uploads; i++) {
                    long seed = i;
                    streams.add(threads.submit(() -> tus.upload("upload-" + seed, seed, (long) mebibytes << 20)));
                }
            }
            for (var stream : streams) {
                arrived += stream.get() ? 1 : 0;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            var scenario = uploads + " uploads of " + mebibytes + " MiB";
            report.add(scenario, "elapsed", seconds, "s");
            report.add(scenario, "all together", uploads * (double) (mebibytes << 20) / 1e6 / seconds, "MB/s");
            report.addAtMost(
                    scenario, "heap of the server, at most", gauge.heapMax() / 1e6, "MB", heapMebibytes * 1.048576);
            report.add(scenario, "heap, used at most", gauge.heapUsed() / 1e6, "MB");
            report.add(scenario, "direct buffers at most", gauge.directUsed() / 1e6, "MB");
            report.add(scenario, "resident, with the database", server.usage().peakBytes() / 1e6, "MB");
            report.addAtLeast(scenario, "arrived, byte for byte", arrived, "", uploads);
        }
        return arrived == uploads && server.isAlive();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
