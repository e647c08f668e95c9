package dev.cairn.desktop.cli;

import dev.cairn.desktop.session.FolderStatus;
import dev.cairn.desktop.session.HomeLock;
import dev.cairn.desktop.session.Wording;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a running client says of itself; what the last one said when none runs. */
@Command(name = "status", description = "Says how things stand.", mixinStandardHelpOptions = true)
final class ClientStatus implements Callable<Integer> {
    @Mixin
    private ClientHome home = new ClientHome();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var opened = home.open();
        var all = FolderStatus.All.last(opened).running(HomeLock.isTaken(opened));
        var command = Objects.requireNonNull(spec).commandLine();
        if (json) {
            Terminal.json(command, all);
        } else {
            print(all);
        }
        return ExitCode.DONE;
    }

    private void print(FolderStatus.All all) {
        var out = Terminal.out(Objects.requireNonNull(spec));
        out.println(all.user() == null ? "nobody is signed in" : all.user() + " at " + all.server());
        out.println(all.running() ? "the client is running" : "the client is not running; this is how it ended");
        if (all.limits() != null) {
            ClientLimit.print(out, all.limits());
        }
        for (var folder : all.folders()) {
            out.println(folder.folder() + " = " + folder.name() + ": " + folder.state()
                    + (folder.detail() == null ? "" : ", " + folder.detail()));
            out.println("  " + folder.nodes() + " in sync, " + folder.uploads() + " to send, " + folder.downloads()
                    + " to fetch"
                    + (folder.conflicts() == 0 ? "" : ", " + folder.conflicts() + " conflict copies made"));
            if (folder.unwatched() > 0) {
                out.println("  " + Wording.unwatched(folder.unwatched(), System.getProperty("os.name", "")));
            }
            if (folder.overflows() > 0) {
                out.println("  " + Wording.overflows(folder.overflows()));
            }
            if (folder.ignored() > 0) {
                out.println("  " + folder.ignored() + " left out by ignore rules (client explain PATH names the rule)");
            }
            var held = folder.held();
            if (held != null) {
                out.println("  " + Wording.sentence(held));
            }
            folder.problems().forEach((path, why) -> out.println("  " + path + ": " + why));
            folder.skipped().forEach((path, why) -> out.println("  not synced: " + path + ": " + why));
        }
    }
}
