package dev.cairn.desktop.cli;

import dev.cairn.contracts.metadata.ConflictDetail;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Settlement.Keep;
import dev.cairn.desktop.conflict.Conflicts;
import dev.cairn.desktop.conflict.OpenConflict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends a conflict. */
@Command(
        name = "resolve",
        description = {
            "Ends a conflict, on the server and so everywhere. What is not kept becomes a version of the file or goes to the",
            "trash; nothing is lost. What was not sent yet is not known to the server: let the client finish first."
        },
        mixinStandardHelpOptions = true)
final class ClientResolve implements Callable<Integer> {
    @Mixin
    private ClientHome home = new ClientHome();

    @Parameters(paramLabel = "PATH", description = "One of the two files; the copy, when the other has several.")
    private Path path = Path.of("");

    @Option(
            names = "--keep",
            required = true,
            paramLabel = "WHICH",
            description = {
                "copy: the conflict copy gets the name. original: what has the name keeps it. both: both stay as they are.",
                "On the device that made the copy, mine is the copy and theirs the original."
            })
    private Choice keep = Choice.BOTH;

    @Option(names = "--yes", description = "Do not ask when a folder goes to the trash with all that is in it by then.")
    private boolean yes;

    @Spec
    private @Nullable CommandSpec spec;

    /** What people may say. */
    enum Choice {
        MINE,
        THEIRS,
        COPY,
        ORIGINAL,
        BOTH
    }

    @Override
    public Integer call() throws Exception {
        return home.beside((opened, http) -> {
            var found = ClientConflicts.about(opened, http, path);
            if (found.size() > 1) {
                throw new CommandException(
                        ExitCode.USAGE, "there are " + found.size() + " copies of this file; name the copy");
            }
            var conflict = found.getFirst();
            var conflicts = ClientConflicts.conflicts(http);
            var meant = meant(conflict);
            if (!yes && conflict.conflict().goes(meant) instanceof Node.Folder) {
                ask(conflicts, conflict, meant);
            }
            conflicts.settle(conflict, meant);
            Terminal.out(Objects.requireNonNull(spec))
                    .println(conflict.original() + ": settled; folders follow when their clients hear of it");
            return ExitCode.DONE;
        });
    }

    private static void ask(Conflicts conflicts, OpenConflict open, Keep meant) throws IOException {
        var files = conflicts
                .detail(open)
                .orElseThrow(() -> new CommandException(ExitCode.FAILED, "somebody settled it meanwhile"))
                .filesThatGo(meant);
        var what = "the folder " + (meant == Keep.COPY ? open.original() : open.copy()) + " goes to the trash with "
                + (files == null
                        ? "more than " + ConflictDetail.NODES_COUNTED_MAX + " files and folders"
                        : files + (files == 1 ? " file" : " files"));
        var answer = Terminal.ask(what + ". Is that meant? [y/N] ");
        if (answer.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, what + "; say --yes if that is meant");
        }
        if (!answer.get().strip().equalsIgnoreCase("y")) {
            throw new CommandException(ExitCode.FAILED, "nothing was changed");
        }
    }

    private Keep meant(OpenConflict open) {
        return switch (keep) {
            case COPY -> Keep.COPY;
            case ORIGINAL -> Keep.ORIGINAL;
            case BOTH -> Keep.BOTH;
            case MINE, THEIRS -> {
                if (!open.conflict().own()) {
                    throw new CommandException(
                            ExitCode.USAGE,
                            "this device did not make the copy ("
                                    + open.conflict().device() + " did): say --keep copy or --keep original");
                }
                yield keep == Choice.MINE ? Keep.COPY : Keep.ORIGINAL;
            }
        };
    }
}
