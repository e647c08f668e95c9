package dev.cairn.bench.metadata;

import dev.cairn.bench.Report;
import dev.cairn.bench.WarmUp;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.metadata.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn bench metadata}: commits and looks, in a database that grows tenfold until it is as big as asked for. */
@Command(
        name = "metadata",
        description = "Commits per second and the time of listings, paths and deltas, in a database of so many nodes.",
        mixinStandardHelpOptions = true)
public final class MetadataCommand implements Callable<Integer> {
    private static final long SMALLEST = 10_000;
    private static final int CLIENTS = 32;
    private static final int BATCH = 100;
    private static final double BATCHED_MIN = 5_000;
    private static final double SINGLY_MIN = 1_000;
    private static final double FLAT_MIN = 0.8;

    @Option(names = "--json", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Option(
            names = "--nodes",
            description =
                    "Nodes in the end, one in ten of them in the space that is looked at (default: ${DEFAULT-VALUE});"
                            + " ten million take about 10 GB of the disk.",
            defaultValue = "10000000")
    private long nodes;

    @Option(
            names = "--seconds",
            description = "Length of each round of commits (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int seconds;

    @Option(
            names = "--work",
            description =
                    "A folder on the disk to measure; what is made in it is deleted again (default: ${DEFAULT-VALUE}).",
            defaultValue = ".")
    private Path work = Path.of(".");

    @Override
    public Integer call() throws Exception {
        var report = new Report(System.out);
        var folder = Files.createTempDirectory(Files.createDirectories(work), "cairn-metadata-");
        try (var service = NameService.start(folder);
                var filling = new Filling(service)) {
            measure(service, filling, report);
        } finally {
            delete(folder);
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private void measure(NameService service, Filling filling, Report report) throws Exception {
        var people = IntStream.range(0, CLIENTS).mapToObj(NameService::person).toList();
        var own = people.stream()
                .map(person -> new Writers.Writer(person, personal(service, person)))
                .toList();
        var reader = NameService.person(CLIENTS);
        var space = personal(service, reader);
        var together = IntStream.range(0, CLIENTS)
                .mapToObj(_ -> new Writers.Writer(reader, space))
                .toList();
        Rates first = null;
        Rates last = null;
        for (long size : sizes().toArray()) {
            filling.fill(space, size);
            var scenario = String.format(Locale.ROOT, "%,d nodes", filling.total());
            sizes(filling, scenario, report);
            last = commits(service, own, together, scenario, report);
            first = first == null ? last : first;
        }
        if (first != null && last != null && nodes > SMALLEST) {
            report.addAtLeast(
                    "largest / smallest", "in batches of 100", last.batched() / first.batched(), "", FLAT_MIN);
            report.addAtLeast("largest / smallest", "singly", last.singly() / first.singly(), "", FLAT_MIN);
        }
        new Readers(service, reader, space, filling.big(), report)
                .measure(String.format(Locale.ROOT, "%,d nodes", filling.total()));
    }

    private LongStream sizes() {
        return LongStream.concat(
                LongStream.iterate(SMALLEST, size -> size < nodes, size -> size * 10), LongStream.of(nodes));
    }

    /** Files committed in a second. */
    private record Rates(double batched, double singly) {}

    private Rates commits(
            NameService service,
            List<Writers.Writer> own,
            List<Writers.Writer> together,
            String scenario,
            Report report)
            throws Exception {
        var batches = new Writers(service.commits(), BATCH, seconds);
        var singles = new Writers(service.commits(), 1, seconds);
        WarmUp.run(1, () -> {
            new Writers(service.commits(), BATCH, 1).run(together);
            new Writers(service.commits(), 1, 1).run(own);
        });
        double batched = batches.run(together);
        double singly = singles.run(own);
        report.addAtLeast(scenario, "batches of 100, one space", batched, "1/s", BATCHED_MIN);
        report.add(scenario, "batches of 100, 32 spaces", batches.run(own), "1/s");
        report.addAtLeast(scenario, "singly, 32 clients and spaces", singly, "1/s", SINGLY_MIN);
        report.addAtLeast(scenario, "singly, 32 clients, one space", singles.run(together), "1/s", SINGLY_MIN);
        return new Rates(batched, singly);
    }

    private static void sizes(Filling filling, String scenario, Report report) throws SQLException {
        for (var table : List.of("node", "version")) {
            var size = filling.size(table);
            report.add(scenario, "table " + table + " on disk", size.bytes() / 1e6, "MB");
            report.add(scenario, "  a row with its indexes", size.bytes() / size.rows(), "bytes");
            report.add(scenario, "  of that its indexes", size.indexBytes() / size.rows(), "bytes");
        }
    }

    private static Space personal(NameService service, Caller person) {
        return NameService.as(person, () -> service.spaces().space("personal"));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
