package dev.cairn.bench.scenario;

import dev.cairn.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn bench sync}: from a folder on A through the server to a folder on B, beside others who do that. */
@Command(
        name = "sync",
        description =
                "What takes place in a folder on A and how soon it is so on B, beside Syncthing, Unison and rsync.",
        mixinStandardHelpOptions = true)
public final class SyncCommand implements Callable<Integer> {
    @Option(names = "--script", description = "The cairn script (default: ./cairn).")
    private Path script = Path.of("cairn");

    @Option(
            names = "--peers",
            description = "Run what is installed of Syncthing, Unison and rsync beside it, in this run.")
    private boolean peers;

    @Option(
            names = "--only",
            description = "Only these of ${COMPLETION-CANDIDATES}; what they need is done too, but not told.",
            split = ",")
    private Set<Task> only = EnumSet.allOf(Task.class);

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
        var home = (work == null ? Files.createTempDirectory("cairn-bench") : Files.createDirectories(work))
                .toAbsolutePath();
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
        var comparison = new Comparison(report);
        var cairn = cairn(Files.createDirectories(home.resolve("cairn")), report);
        comparison.cairn(cairn);
        for (var peer : peers ? Peer.values() : new Peer[0]) {
            if (!peer.isInstalled()) {
                System.out.println(peer.howToInstall());
                continue;
            }
            var place = Files.createDirectories(home.resolve(peer.name()));
            try (var pair = peer.start(place)) {
                var course = course(pair, place);
                try {
                    course.run(only);
                } catch (IOException e) {
                    // Their failure is a result too, and keeps nobody else from being measured.
                    System.out.println(pair.name() + " went no further: " + e.getMessage());
                }
                comparison.peer(peer, pair.name(), course.taken(), cairn);
            }
            delete(place);
        }
    }

    private Map<Task, Taken> cairn(Path home, Report report) throws IOException {
        var absolute = script.toAbsolutePath();
        try (var first = Installation.start(absolute, home)) {
            report.add("start", "first start, new data", first.startSeconds(), "s");
        }
        var server = Installation.start(absolute, home);
        report.addAtMost("start", "second start", server.startSeconds(), "s", 12);
        Map<Task, Taken> taken;
        try (var pair = new CairnPair(server)) {
            var course = course(pair, home);
            course.run(only);
            taken = course.taken();
            for (var part : pair.parts().entrySet()) {
                report.add(
                        "all of it", "CPU of " + part.getKey(), part.getValue().cpuSeconds(), "s");
                report.add(
                        "all of it",
                        "peak memory of " + part.getKey(),
                        part.getValue().peakBytes() / 1e6,
                        "MB");
            }
        }
        delete(home);
        return taken;
    }

    private Course course(Pair pair, Path home) {
        return new Course(pair, home, new Course.Size(files, (long) bigMib << 20, writes, seed));
    }

    static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
