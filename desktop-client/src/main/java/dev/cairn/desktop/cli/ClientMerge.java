package dev.cairn.desktop.cli;

import dev.cairn.desktop.conflict.MergeOutcome;
import dev.cairn.desktop.conflict.Merging;
import dev.cairn.desktop.conflict.OpenConflict;
import dev.cairn.desktop.merge.TextMerge;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Settles conflicts of texts whose edits do not touch each other. */
@Command(
        name = "merge",
        description = {
            "Merges the two texts of a conflict line by line, against the version both began with.",
            "Edits in different places become one text, the newest version of the file; the copy goes to the trash.",
            "Where both changed the same lines nothing is changed, they are shown, and the exit code is 6."
        },
        mixinStandardHelpOptions = true)
final class ClientMerge implements Callable<Integer> {
    @Mixin
    private ClientHome home = new ClientHome();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "One of the two files.")
    private @Nullable Path path;

    @Option(names = "--all", description = "Everything that can be merged.")
    private boolean all;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var asked = path;
        if ((asked == null) != all) {
            throw new CommandException(ExitCode.USAGE, "name a PATH or say --all");
        }
        return home.beside((opened, http) -> {
            var out = Terminal.out(Objects.requireNonNull(spec));
            var merging = new Merging(http, InstantSource.system(), new SecureRandom());
            var found = asked == null ? ClientConflicts.list(opened, http) : ClientConflicts.about(opened, http, asked);
            boolean done = true;
            for (var each : found) {
                done &= tell(each, merging.merge(each), out);
            }
            return done ? ExitCode.DONE : ExitCode.INCOMPLETE;
        });
    }

    /** Whether the conflict is over. */
    private static boolean tell(OpenConflict open, MergeOutcome outcome, PrintWriter out) {
        switch (outcome) {
            case MergeOutcome.Settled _ ->
                out.println(open.original() + ": merged with what "
                        + open.conflict().device() + " wrote");
            case MergeOutcome.HalfDone half ->
                out.println(open.original() + ": merged with what "
                        + open.conflict().device() + " wrote, but the conflict is not over: " + half.why()
                        + "; merge again");
            case MergeOutcome.Over _ -> out.println(open.copy() + ": somebody settled it meanwhile");
            case MergeOutcome.Refused refused -> out.println(open.copy() + ": not merged: " + refused.why());
            case MergeOutcome.Overlapping overlapping -> {
                out.println(open.copy() + ": not merged: both changed the same lines");
                overlapping.regions().forEach(region -> show(open, region, out));
            }
        }
        return outcome instanceof MergeOutcome.Settled || outcome instanceof MergeOutcome.Over;
    }

    private static void show(OpenConflict open, TextMerge.Region region, PrintWriter out) {
        out.println("@ line " + region.line());
        lines("<", open.copy().getFileName() + ":", region.one(), out);
        lines("|", "before:", region.base(), out);
        lines(">", open.original().getFileName() + ":", region.other(), out);
    }

    private static void lines(String sign, String title, String text, PrintWriter out) {
        out.println(sign + sign + sign + " " + title);
        text.lines().forEach(line -> out.println(sign + " " + line));
    }
}
