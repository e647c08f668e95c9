package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.account.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        boolean running = true;
        var lock = opened.lock();
        if (lock.isPresent()) {
            running = false;
            lock.get().close();
        }
        var all = all(opened).running(running);
        var command = Objects.requireNonNull(spec).commandLine();
        if (json) {
            Terminal.json(command, all);
        } else {
            print(all);
        }
        return ExitCode.DONE;
    }

    /** What was told last; {@code running} is as it was then. */
    static FolderStatus.All all(Home opened) throws IOException {
        var told = opened.told();
        var listed = opened.folders();
        if (told.isPresent()) {
            var all = Terminal.JSON.readValue(told.get(), FolderStatus.All.class);
            if (all.folders().size() == listed.size()) {
                return all;
            }
        }
        var account = opened.account().orElse(null);
        List<FolderStatus> states = new ArrayList<>();
        for (var folder : listed) {
            states.add(new FolderStatus(
                    folder.folder(),
                    folder.space().toString(),
                    folder.name(),
                    "unknown",
                    "not synced yet",
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Map.of(),
                    Map.of(),
                    null));
        }
        return new FolderStatus.All(
                1,
                false,
                account == null ? null : account.server().toString(),
                account == null ? null : account.user(),
                device(account),
                null,
                states);
    }

    private static @Nullable String device(@Nullable Account account) {
        return account == null ? null : account.device();
    }

    private void print(FolderStatus.All all) {
        var out = Terminal.out(Objects.requireNonNull(spec));
        out.println(all.user() == null ? "nobody is signed in" : all.user() + " at " + all.server());
        out.println(all.running() ? "the client is running" : "the client is not running; this is how it ended");
        for (var folder : all.folders()) {
            out.println(folder.folder() + " = " + folder.name() + ": " + folder.state()
                    + (folder.detail() == null ? "" : ", " + folder.detail()));
            out.println("  " + folder.nodes() + " in sync, " + folder.uploads() + " to send, " + folder.downloads()
                    + " to fetch" + (folder.conflicts() == 0 ? "" : ", " + folder.conflicts() + " conflict copies made")
                    + (folder.unwatched() == 0
                            ? ""
                            : ", " + folder.unwatched() + " folders are only scanned (watch limit reached)"));
            if (folder.ignored() > 0) {
                out.println("  " + folder.ignored() + " left out by ignore rules (client explain PATH names the rule)");
            }
            var held = folder.held();
            if (held != null) {
                out.println("  " + ClientRun.sentence(held));
            }
            folder.problems().forEach((path, why) -> out.println("  " + path + ": " + why));
            folder.skipped().forEach((path, why) -> out.println("  not synced: " + path + ": " + why));
        }
    }
}
