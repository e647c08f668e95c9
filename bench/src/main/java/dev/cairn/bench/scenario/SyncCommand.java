package dev.cairn.bench.scenario;

import dev.cairn.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn bench sync}: from a folder on A through the server to a folder on B. */
@Command(
        name = "sync",
        description = "Start time, 10,000 small files and one big file from A to B, latency of single writes.",
        mixinStandardHelpOptions = true)
public final class SyncCommand implements Callable<Integer> {
    @Option(names = "--script", description = "The cairn script (default: ./cairn).")
    private Path script = Path.of("cairn");

    @Option(names = "--files", description = "Small files (default: ${DEFAULT-VALUE}).", defaultValue = "10000")
    private int files;

    @Option(
            names = "--big-mib",
            description = "Size of the big file in MiB (default: ${DEFAULT-VALUE}).",
            defaultValue = "1024")
    private int bigMib;

    @Option(
            names = "--writes",
            description = "Single writes for the latency (default: ${DEFAULT-VALUE}).",
            defaultValue = "100")
    private int writes;

    @Option(names = "--seed", description = "Seed of all test data (default: ${DEFAULT-VALUE}).", defaultValue = "1")
    private long seed;

    @Option(names = "--json", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Option(names = "--work", description = "Directory for the run, removed afterwards (default: a temporary one).")
    private @Nullable Path work;

    @Override
    public Integer call() throws Exception {
        var home = work == null ? Files.createTempDirectory("cairn-bench") : Files.createDirectories(work);
        var report = new Report(System.out);
        try {
            run(home, report);
        } finally {
            delete(home);
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private void run(Path home, Report report) throws Exception {
        var absolute = script.toAbsolutePath();
        try (var first = Installation.start(absolute, home)) {
            report.add("start", "first start, new data", first.startSeconds(), "s");
        }
        try (var server = Installation.start(absolute, home)) {
            report.addAtMost("start", "second start", server.startSeconds(), "s", 12);
            try (var proxyA = new CountingProxy(server.port());
                    var proxyB = new CountingProxy(server.port());
                    var a = server.device("a", proxyA.port());
                    var b = server.device("b", proxyB.port())) {
                var transfer = new Transfer(home, server, a, b, proxyA, proxyB, report);
                transfer.awaitFirstSync();
                transfer.latency("one write (warm-up)", Math.max(1, writes / 5), seed);
                transfer.smallFiles(files, seed);
                transfer.bigFile((long) bigMib << 20, seed);
                transfer.latency("one write", writes, seed + 1);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
