package dev.cairn.bench.kernel;

import dev.cairn.bench.Report;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn bench erasure}: the 6+3 coder, with and without the Vector API, beside a table-driven one and ISA-L. */
@Command(
        name = "erasure",
        description =
                "Reed-Solomon 6+3: MB/s of one core, and ratios to a table-driven coder and to ISA-L (libisal2, if"
                        + " installed).",
        mixinStandardHelpOptions = true)
public final class ErasureCommand implements Callable<Integer> {
    private static final String VECTOR = "Vector API";
    private static final double TABLE_BAR = 10;
    private static final double ISA_L_BAR = 0.6;

    @Option(names = "--json", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Option(
            names = "--seconds",
            description = "Length of an iteration (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        var report = new Report(System.out);
        run(VECTOR, report, "--add-modules", "jdk.incubator.vector");
        run("plain Java", report);
        if (!IsaL.isThere()) {
            System.out.println("libisal2 is not installed, so there is no ratio to it");
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private void run(String kernel, Report report, String... flags) throws Exception {
        var options = new OptionsBuilder()
                .include(ErasureKernels.class.getSimpleName())
                .forks(1)
                .jvmArgsAppend(flags)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(seconds));
        if (!IsaL.isThere()) {
            options.exclude("encodeByIsaL");
        }
        var bySize = new TreeMap<Integer, Map<String, Double>>();
        for (var result : new Runner(options.build()).run()) {
            int shard = Integer.parseInt(result.getParams().getParam("shardBytes"));
            double rate = result.getPrimaryResult().getScore() * ErasureKernels.DATA * shard / 1e6;
            bySize.computeIfAbsent(shard, _ -> new TreeMap<>())
                    .put(result.getPrimaryResult().getLabel(), rate);
        }
        bySize.forEach((shard, rates) -> add(kernel + ", shards of " + (shard >> 10) + " KiB", rates, report));
    }

    private static void add(String name, Map<String, Double> rates, Report report) {
        rates.forEach((kernel, rate) -> report.add(name, kernel, rate, "MB/s"));
        double encode = rates.getOrDefault("encode", 0.0);
        addRatio(name, encode, rates, "encodeByTable", TABLE_BAR, report);
        addRatio(name, encode, rates, "encodeByIsaL", ISA_L_BAR, report);
    }

    /** The bars are those of the Vector API. */
    private static void addRatio(
            String name, double encode, Map<String, Double> rates, String other, double bar, Report report) {
        var rate = rates.get(other);
        if (rate == null) {
            return;
        }
        if (name.startsWith(VECTOR)) {
            report.addAtLeast(name, "encode / " + other, encode / rate, "x", bar);
        } else {
            report.add(name, "encode / " + other, encode / rate, "x");
        }
    }
}
