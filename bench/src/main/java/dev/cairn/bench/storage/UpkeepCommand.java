package dev.cairn.bench.storage;

import dev.cairn.bench.Report;
import dev.cairn.bench.WarmUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./cairn bench upkeep}: what uploads keep of their throughput while the store is collected, compacted and verified. Rounds
 * alone and rounds beside all of it alternate, and which comes first changes each time, so that what slows down both counts for both.
 */
@Command(
        name = "upkeep",
        description =
                "What uploads keep of their throughput while collection, compaction, verifying and scrubbing run.",
        mixinStandardHelpOptions = true)
public final class UpkeepCommand implements Callable<Integer> {
    private static final double KEPT_MIN = 0.9;
    private static final int DEVICES = 9;
    private static final int MISSED = 1;

    /** As eager as can be, so that there is always something to do; how fast it goes is as in every installation. */
    private static final List<String> EAGER = List.of(
            "--cairn.storage.gc.enabled=false",
            "--cairn.storage.gc.every=100ms",
            "--cairn.storage.gc.reconcile=0s",
            "--cairn.storage.gc.unnamed=0s",
            "--cairn.storage.gc.trash=0s",
            "--cairn.storage.gc.brake=1");

    /** What packs are stored in. */
    enum Store {
        /** A folder. */
        LOCAL,
        /** Nine folders, six data and three parity shards. */
        CODED
    }

    @Option(names = "--json", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Option(
            names = "--stores",
            split = ",",
            description = "Of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "LOCAL,CODED")
    private List<Store> stores = List.of(Store.values());

    @Option(names = "--clients", description = "That upload (default: ${DEFAULT-VALUE}).", defaultValue = "4")
    private int clients;

    @Option(names = "--seconds", description = "Of a round (default: ${DEFAULT-VALUE}).", defaultValue = "20")
    private double seconds;

    @Option(names = "--rounds", description = "Of each kind (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Option(
            names = "--work",
            description =
                    "A folder on the disk to use, which must have room for all that is uploaded; what is made in it is"
                            + " deleted again (default: ${DEFAULT-VALUE}).",
            defaultValue = ".")
    private Path work = Path.of(".");

    @Override
    public Integer call() throws Exception {
        var report = new Report(System.out);
        boolean reached = true;
        for (var store : stores) {
            var folder = Files.createTempDirectory(Files.createDirectories(work), "cairn-upkeep-")
                    .toAbsolutePath();
            try (var engine = StorageEngine.start(folder.resolve("engine"), settings(store, folder))) {
                reached &= measure(store, engine, report);
            } finally {
                delete(folder);
            }
        }
        if (json != null) {
            report.write(json);
        }
        return reached ? 0 : MISSED;
    }

    private boolean measure(Store store, StorageEngine engine, Report report) throws Exception {
        var uploads = new Uploads(engine, clients);
        var upkeep = engine.upkeep();
        var kinds = store == Store.LOCAL ? List.of("verify") : List.of("verify", "scrub");
        WarmUp.run(2, () -> uploads.run(seconds / 5));
        upkeep.during(kinds, () -> uploads.run(seconds / 5));
        var alone = new ArrayList<Double>();
        var beside = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        var done = Upkeep.Done.NOTHING;
        for (int round = 0; round < rounds; round++) {
            var both = new double[2];
            for (int turn = 0; turn < 2; turn++) {
                if ((round + turn) % 2 == 0) {
                    both[0] = uploads.run(seconds) / seconds / 1e6;
                } else {
                    done = done.plus(upkeep.during(kinds, () -> both[1] = uploads.run(seconds) / seconds / 1e6));
                }
            }
            alone.add(both[0]);
            beside.add(both[1]);
            ratios.add(both[1] / both[0]);
        }
        return tell(store, alone, beside, ratios, done, report);
    }

    private boolean tell(
            Store store,
            List<Double> alone,
            List<Double> beside,
            List<Double> ratios,
            Upkeep.Done done,
            Report report) {
        var scenario = store + ", " + clients + " clients";
        report.add(scenario, "uploads alone", median(alone), "MB/s");
        report.add(scenario, "uploads beside upkeep", median(beside), "MB/s");
        double besides = rounds * seconds;
        done.readBytes()
                .forEach((kind, bytes) ->
                        report.addAtLeast(scenario, kind + ", read meanwhile", bytes / besides / 1e6, "MB/s", 1));
        report.addAtLeast(scenario, "packs emptied meanwhile", (double) done.packs(), "", 1);
        double kept = median(ratios);
        report.addAtLeast(scenario, "beside / alone, median of rounds", kept, "", KEPT_MIN);
        return kept >= KEPT_MIN
                && done.packs() > 0
                && done.readBytes().values().stream().allMatch(bytes -> bytes / besides >= 1e6);
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static List<String> settings(Store store, Path folder) {
        return Stream.concat(EAGER.stream(), store == Store.LOCAL ? Stream.of() : coded(folder))
                .toList();
    }

    private static Stream<String> coded(Path folder) {
        var stores = "--cairn.storage.topology.stores.";
        var names = IntStream.range(0, DEVICES).mapToObj(i -> "d" + i).toList();
        return Stream.concat(
                Stream.of(stores + "main.kind=erasure-coded", stores + "main.devices=" + String.join(",", names)),
                names.stream()
                        .flatMap(name -> Stream.of(
                                stores + name + ".kind=local",
                                stores + name + ".folder="
                                        + folder.resolve("devices").resolve(name))));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
