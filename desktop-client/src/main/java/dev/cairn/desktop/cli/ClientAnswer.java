package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.HoldAnswer;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.session.FolderStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers to a hold: what vanished from a folder was meant to, or was not. */
final class ClientAnswer {
    @Mixin
    private ClientHome home = new ClientHome();

    @Option(names = "--folder", paramLabel = "DIR", description = "Only this folder (default: all).")
    private @Nullable Path folder;

    private int give(CommandSpec spec, boolean meant) throws IOException {
        var opened = home.open();
        var status = FolderStatus.All.last(opened);
        int answered = 0;
        for (var each : opened.folders()) {
            var held = status.folders().stream()
                    .filter(known -> known.folder().equals(each.folder()))
                    .map(FolderStatus::held)
                    .filter(Objects::nonNull)
                    .findFirst();
            if (isAbout(each) && held.isPresent()) {
                opened.answer(each, new HoldAnswer(held.get().id(), meant));
                Terminal.out(spec)
                        .println(each.folder() + ": " + held.get().files() + " files "
                                + (meant ? "will be deleted on the server" : "will come back")
                                + ", now or with the next sync");
                answered++;
            }
        }
        if (answered == 0) {
            throw new CommandException(ExitCode.USAGE, "no deletions are held");
        }
        return ExitCode.DONE;
    }

    private boolean isAbout(SyncedFolder each) throws IOException {
        var wanted = folder;
        return wanted == null
                || each.folder()
                        .equals((Files.exists(wanted) ? wanted.toRealPath() : wanted.toAbsolutePath()).toString());
    }

    @Command(
            name = "confirm-deletes",
            description = {
                "Says that held deletions were meant.",
                "The files go to the trash on the server, where they can be restored from."
            },
            mixinStandardHelpOptions = true)
    static final class Confirm implements java.util.concurrent.Callable<Integer> {
        @Mixin
        private ClientAnswer answer = new ClientAnswer();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            return answer.give(Objects.requireNonNull(spec), true);
        }
    }

    @Command(
            name = "undo-deletes",
            description = "Says that held deletions were not meant: the files are fetched again.",
            mixinStandardHelpOptions = true)
    static final class Undo implements java.util.concurrent.Callable<Integer> {
        @Mixin
        private ClientAnswer answer = new ClientAnswer();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            return answer.give(Objects.requireNonNull(spec), false);
        }
    }
}
