package dev.cairn.desktop.engine;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn bench simulate}: the simulation of the sync engine for hours. */
@Command(
        name = "simulate",
        description =
                "Runs whole worlds of sync engines from seeds: users, faults, power cuts. Ends at the first that fails, made short.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    private static final long BLOCK = 500;

    @Option(
            names = "--seeds",
            description = "Seeds for each kind of world (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000")
    private long seeds;

    @Option(names = "--first", description = "The first seed (default: ${DEFAULT-VALUE}).", defaultValue = "1")
    private long first;

    @Option(names = "--world", description = "Only these of ${COMPLETION-CANDIDATES}.", split = ",")
    private Set<SimSetting> settings = EnumSet.allOf(SimSetting.class);

    public static void main(String[] arguments) {
        // What engines say of the faults they are dealt is no news here.
        LogManager.getLogManager().reset();
        System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        long worlds = 0;
        for (long at = first; at < first + seeds; at += BLOCK) {
            long count = Math.min(BLOCK, first + seeds - at);
            for (var setting : settings) {
                var failure = SimCampaign.run(setting, at, count);
                if (failure != null) {
                    failure.asError().printStackTrace(System.out);
                    return 1;
                }
                worlds += count;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d worlds, %.0f a second; nothing lost. To go on from here: --first %d%n",
                    worlds,
                    worlds / ((System.nanoTime() - begin) / 1e9),
                    at + count);
        }
        return 0;
    }
}
