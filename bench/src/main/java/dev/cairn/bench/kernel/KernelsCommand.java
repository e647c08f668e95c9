package dev.cairn.bench.kernel;

import dev.cairn.bench.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn bench kernels}: the byte path, one core, warm. */
@Command(
        name = "kernels",
        description = "Cut, hash, compress, encrypt: MB/s of one core.",
        mixinStandardHelpOptions = true)
public final class KernelsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Option(
            names = "--seconds",
            description = "Length of an iteration (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        var options = new OptionsBuilder()
                .include(Kernels.class.getSimpleName())
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(seconds))
                .build();
        var report = new Report(System.out);
        for (var result : new Runner(options).run()) {
            var primary = result.getPrimaryResult();
            var data = result.getParams().getParam("data");
            report.add("kernel, " + data, primary.getLabel(), primary.getScore() * Kernels.BLOCK_BYTES / 1e6, "MB/s");
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }
}
