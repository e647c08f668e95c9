package dev.cairn.bench.ingest;

import dev.cairn.bench.ProcessUsage;
import dev.cairn.bench.Report;
import dev.cairn.bench.WarmUp;
import dev.cairn.bench.storage.StorageEngine;
import dev.cairn.contracts.id.SpaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn bench ingest}: from files to durable chunks, in megabytes for each CPU second, beside restic and Borg. */
@Command(
        name = "ingest",
        description = "Megabytes taken in per CPU second; with --peers beside restic and Borg in turn.",
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {
    private static final double STORED_MAX = 1.02;
    private static final int WARM_ROUNDS_MIN = 4;

    @Option(names = "--json", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Option(names = "--peers", description = "Run restic and borg beside it, and say the ratios.")
    private boolean peers;

    @Option(
            names = "--random-mib",
            description = "Random data, in MiB (default: ${DEFAULT-VALUE}).",
            defaultValue = "1024")
    private long randomMebibytes;

    @Option(
            names = "--rounds",
            description = "All are run in turn so often; the medians count (default: ${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int rounds;

    @Option(names = "--only", description = "Only the datasets whose names begin so: random, text or small.")
    private String only = "";

    @Option(names = "--text", description = "A zip file of Java sources (default: the src.zip of this JDK).")
    private @Nullable Path text;

    @Option(names = "--seed", description = "Of the random data (default: ${DEFAULT-VALUE}).", defaultValue = "1")
    private long seed;

    @Option(
            names = "--work",
            description =
                    "A folder on the disk to use; what is made in it is deleted again (default: ${DEFAULT-VALUE}).",
            defaultValue = ".")
    private Path work = Path.of(".");

    @Override
    public Integer call() throws Exception {
        var sources = text == null ? Path.of(System.getProperty("java.home"), "lib", "src.zip") : text;
        if (!Files.isRegularFile(sources)) {
            System.err.println("There are no sources at " + sources + "; name a zip file of Java sources with --text");
            return 2;
        }
        var report = new Report(System.out);
        var folder = Files.createTempDirectory(Files.createDirectories(work), "cairn-ingest-");
        try (var engine = StorageEngine.start(folder.resolve("engine"))) {
            var datasets = new Datasets(Files.createDirectory(folder.resolve("data")), sources, seed)
                    .named(only, randomMebibytes << 20);
            for (var data : datasets) {
                measure(data, engine, folder, report);
            }
        } finally {
            Folders.delete(folder);
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private void measure(Dataset data, StorageEngine engine, Path folder, Report report) throws Exception {
        WarmUp.run(WARM_ROUNDS_MIN, () -> take(data, engine));
        var ours = new ArrayList<Taken>();
        var restic = new ArrayList<Taken>();
        var borg = new ArrayList<Taken>();
        for (int i = 0; i < rounds; i++) {
            ours.add(take(data, engine));
            if (peers) {
                restic.add(takeWith(Peer.RESTIC, data, folder));
                borg.add(takeWith(Peer.BORG, data, folder));
            }
        }
        show(data, median(ours), report);
        if (peers) {
            compare(data, median(ours), median(restic), median(borg), report);
        }
    }

    private static void show(Dataset data, Taken taken, Report report) {
        report.add(data.name(), "Cairn", taken.megabytesPerCpuSecond(data), "MB/s");
        report.add(data.name(), "Cairn, elapsed", data.bytes() / 1e6 / taken.seconds(), "MB/s");
        report.add(data.name(), "Cairn, stored / taken", taken.storedBytes() / (double) data.bytes(), "");
    }

    private static void compare(Dataset data, Taken ours, Taken restic, Taken borg, Report report) {
        compare(data, ours, Peer.RESTIC, restic, report);
        compare(data, ours, Peer.BORG, borg, report);
        double least = Math.min(restic.storedBytes(), borg.storedBytes());
        report.addAtMost(data.name(), "stored / the less of both", ours.storedBytes() / least, "", STORED_MAX);
    }

    private static void compare(Dataset data, Taken ours, Peer peer, Taken theirs, Report report) {
        report.add(data.name(), peer.program(), theirs.megabytesPerCpuSecond(data), "MB/s");
        report.add(data.name(), peer.program() + ", elapsed", data.bytes() / 1e6 / theirs.seconds(), "MB/s");
        report.add(data.name(), peer.program() + ", stored / taken", theirs.storedBytes() / (double) data.bytes(), "");
        report.addAtLeast(
                data.name(),
                "Cairn / " + peer.program(),
                ours.megabytesPerCpuSecond(data) / theirs.megabytesPerCpuSecond(data),
                "",
                data.bars().of(peer));
    }

    /** Into a space of its own, so that nothing is known already. */
    private static Taken take(Dataset data, StorageEngine engine) throws IOException {
        long stored = engine.packBytes();
        var before = ProcessUsage.of(ProcessHandle.current());
        long begin = System.nanoTime();
        new Intake(engine.chunks(), new SpaceId(UUID.randomUUID())).take(data.folder());
        double seconds = (System.nanoTime() - begin) / 1e9;
        var used = ProcessUsage.of(ProcessHandle.current()).since(before);
        return new Taken(used.cpuSeconds(), seconds, engine.packBytes() - stored);
    }

    private static Taken takeWith(Peer peer, Dataset data, Path folder) throws IOException, InterruptedException {
        var home = Files.createTempDirectory(folder, "peer-");
        try {
            return peer.take(data, home);
        } finally {
            Folders.delete(home);
        }
    }

    private static Taken median(List<Taken> taken) {
        return taken.stream()
                .sorted(Comparator.comparingDouble(Taken::cpuSeconds))
                .toList()
                .get(taken.size() / 2);
    }
}
