package dev.cairn.bench.scenario;

import dev.cairn.bench.ProcessUsage;
import dev.cairn.bench.Report;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn bench push}: devices that are connected and wait, what that costs the server, and how soon all of them have a change. */
@Command(
        name = "push",
        description =
                "Memory of a server with so many devices that wait on WebSockets, and the time until all have a change.",
        mixinStandardHelpOptions = true)
public final class PushCommand implements Callable<Integer> {
    private static final double RESIDENT_MB_MAX = 1_000;
    private static final int CHANGES = 5;

    @Option(names = "--script", description = "The cairn script (default: ./cairn).")
    private Path script = Path.of("cairn");

    @Option(
            names = "--connections",
            description = "Devices; 200 are of one account (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000")
    private int connections;

    @Option(
            names = "--seconds",
            description = "How long they wait before they are measured (default: ${DEFAULT-VALUE}).",
            defaultValue = "40")
    private int seconds;

    @Option(names = "--json", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        var home = Files.createTempDirectory("cairn-bench");
        var report = new Report(System.out);
        try (var cairn = Installation.start(script, home)) {
            measure(cairn, report);
        } finally {
            SyncCommand.delete(home);
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private void measure(Installation cairn, Report report) throws Exception {
        var scenario = String.format(Locale.ROOT, "%,d connections", connections);
        var server = URI.create("http://localhost:" + cairn.port());
        try (var crowd = Crowd.gather(server, cairn.adminPassword(), connections)) {
            long before = ProcessUsage.residentBytes(cairn.process());
            long began = System.nanoTime();
            crowd.connect();
            report.add(scenario, "all connected after", (System.nanoTime() - began) / 1e9, "s");
            var idle = cairn.usage();
            Thread.sleep(Duration.ofSeconds(seconds));
            double cpu = cairn.usage().since(idle).cpuSeconds();
            long after = ProcessUsage.residentBytes(cairn.process());
            report.add(scenario, "processor while they wait", 100 * cpu / seconds, "%");
            report.add(scenario, "memory before", before / 1e6, "MB");
            report.addAtMost(scenario, "memory with all of them", after / 1e6, "MB", RESIDENT_MB_MAX);
            report.add(scenario, "memory of each", (after - before) / 1e3 / connections, "kB");
            for (int i = 1; i <= CHANGES; i++) {
                var times = crowd.change();
                report.add(
                        scenario,
                        "change " + i + ": half have it after",
                        times.half().toNanos() / 1e6,
                        "ms");
                report.add(
                        scenario,
                        "change " + i + ": all have it after",
                        times.all().toNanos() / 1e6,
                        "ms");
            }
            report.add(scenario, "memory after that", ProcessUsage.residentBytes(cairn.process()) / 1e6, "MB");
        }
    }
}
