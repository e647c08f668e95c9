package dev.cairn.bench.storage;

import dev.cairn.bench.Report;
import dev.cairn.bench.WarmUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./cairn bench durable}: many clients put small blobs, each of which is on the disk when its put returns. */
@Command(
        name = "durable",
        description = "Durable puts per second of many clients, beside one synced file for each blob.",
        mixinStandardHelpOptions = true)
public final class DurableCommand implements Callable<Integer> {
    private static final int ROUNDS = 3;
    private static final double RATE_MIN = 20;
    private static final double GROUP_MIN = 32;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Option(names = "--clients", description = "Clients (default: ${DEFAULT-VALUE}).", defaultValue = "64")
    private int clients;

    @Option(names = "--bytes", description = "Bytes of a blob (default: ${DEFAULT-VALUE}).", defaultValue = "4096")
    private int bytes;

    @Option(
            names = "--seconds",
            description = "Length of a round; three are run in turn, the median counts (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int seconds;

    @Option(
            names = "--work",
            description =
                    "A folder on the disk to measure; what is made in it is deleted again (default: ${DEFAULT-VALUE}).",
            defaultValue = ".")
    private Path work = Path.of(".");

    @Option(
            names = "--sync-cost",
            description =
                    "Every sync of Cairn, its database and the peer costs this much more, in milliseconds, as on a"
                            + " slower disk (Linux with a C compiler; default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private double syncMillis;

    @Option(
            names = "--alone",
            description =
                    "With --sync-cost: every sync has a flush of the disk of its own. Else those who come while it"
                            + " flushes share the next flush.")
    private boolean alone;

    @Override
    public Integer call() throws Exception {
        var folder = Files.createTempDirectory(
                Files.createDirectories(work),
                "cairn-durable-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try {
            if (syncMillis > 0 && !SlowSyncs.areHere()) {
                return SlowSyncs.runAgain(arguments(), Duration.ofNanos((long) (syncMillis * 1e6)), alone, folder);
            }
            return measure(folder);
        } finally {
            delete(folder);
        }
    }

    private List<String> arguments() {
        return Objects.requireNonNull(spec)
                .root()
                .commandLine()
                .getParseResult()
                .originalArgs();
    }

    private int measure(Path folder) throws Exception {
        var report = new Report(System.out);
        try (var engine = StorageEngine.start(folder.resolve("engine"))) {
            report.add("the disk", "a sync of a file", SlowSyncs.measure(folder) / 1e6, "ms");
            report.add("the disk", "a commit of the database", engine.commitNanos() / 1e6, "ms");
            var files = new SyncedFiles(folder.resolve("files"));
            measure(new Clients(clients, bytes, seconds), engine, files, report);
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private void measure(Clients load, StorageEngine engine, SyncedFiles files, Report report) throws Exception {
        WarmUp.run(1, () -> load.run(engine::put));
        var peers = new double[ROUNDS];
        var ours = new double[ROUNDS];
        long packs = engine.packs();
        long puts = 0;
        for (int i = 0; i < ROUNDS; i++) {
            peers[i] = load.run(files::put) / (double) seconds;
            long round = load.run(engine::put);
            puts += round;
            ours[i] = round / (double) seconds;
        }
        var scenario = clients + " clients, " + bytes + " bytes";
        report.add(scenario, "one synced file each", median(peers), "1/s");
        report.add(scenario, "Cairn", median(ours), "1/s");
        report.addAtLeast(scenario, "Cairn / one synced file each", median(ours) / median(peers), "", RATE_MIN);
        report.addAtLeast(scenario, "puts in a group", puts / (double) (engine.packs() - packs), "", GROUP_MIN);
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
