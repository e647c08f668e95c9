package dev.cairn.bench;

import dev.cairn.bench.ingest.IngestCommand;
import dev.cairn.bench.ingest.ReadCommand;
import dev.cairn.bench.kernel.ErasureCommand;
import dev.cairn.bench.kernel.KernelsCommand;
import dev.cairn.bench.metadata.MetadataCommand;
import dev.cairn.bench.proof.ProveCommand;
import dev.cairn.bench.scenario.MemoryCommand;
import dev.cairn.bench.scenario.PushCommand;
import dev.cairn.bench.scenario.SyncCommand;
import dev.cairn.bench.storage.DurableCommand;
import dev.cairn.bench.storage.UpkeepCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./cairn bench}: the entry of all benchmarks. */
@Command(
        name = "bench",
        description = "Measures Cairn. Results go to the terminal and, with --json FILE, to a file.",
        footer = {"", "simulate, worlds of the sync engine from many seeds: ./cairn bench simulate --help"},
        mixinStandardHelpOptions = true,
        subcommands = {
            KernelsCommand.class,
            ErasureCommand.class,
            DurableCommand.class,
            UpkeepCommand.class,
            MemoryCommand.class,
            IngestCommand.class,
            ReadCommand.class,
            MetadataCommand.class,
            SyncCommand.class,
            PushCommand.class,
            ProveCommand.class
        })
public final class BenchCommand implements Runnable {
    @picocli.CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
    }
}
