package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.engine.EngineStatus;
import dev.cairn.desktop.engine.FolderSync;
import dev.cairn.desktop.session.HomeLock;
import dev.cairn.desktop.session.Session;
import dev.cairn.desktop.session.Wording;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Syncs once. */
@Command(
        name = "sync",
        description =
                "Syncs once; exits with 0 when both sides are equal, with 6 when some paths are not or cannot be synced.",
        mixinStandardHelpOptions = true)
final class ClientSync implements Callable<Integer> {
    private static final long PROBLEMS_NANOS_MAX = Duration.ofSeconds(8).toNanos();
    private static final long OFFLINE_NANOS_MAX = Duration.ofSeconds(20).toNanos();
    private static final long PROGRESS_NANOS = Duration.ofMillis(500).toNanos();

    @Mixin
    private ClientHome home = new ClientHome();

    @Option(names = "--json", description = "Print the final status as JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var opened = home.open();
        try (var _ = HomeLock.of(opened);
                var session = new Session(opened, false)) {
            session.takeWord();
            int worst = ExitCode.DONE;
            for (var each : session.folders().entrySet()) {
                worst = Math.max(worst, once(session, each.getKey(), each.getValue()));
            }
            var all = session.tell(false);
            if (json) {
                Terminal.json(Objects.requireNonNull(spec).commandLine(), all);
            }
            return worst;
        }
    }

    private int once(Session session, SyncedFolder folder, FolderSync sync) throws IOException, InterruptedException {
        var engine = sync.engine();
        engine.start();
        long goodAt = System.nanoTime();
        long saidAt = goodAt;
        while (true) {
            boolean more = sync.step();
            var status = engine.status();
            long now = System.nanoTime();
            if (now - saidAt > PROGRESS_NANOS) {
                saidAt = now;
                session.takeLimits();
                progress(folder, status);
            }
            switch (status.state()) {
                case IN_SYNC -> {
                    if (engine.isSettledDown()) {
                        return finished(
                                folder, status, status.skipped().isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE);
                    }
                }
                case STOPPED -> {
                    return finished(folder, status, ExitCode.FOLDER_GONE);
                }
                case HELD -> {
                    return finished(folder, status, ExitCode.HELD);
                }
                case SIGNED_OUT -> {
                    return finished(folder, status, ExitCode.SIGN_IN);
                }
                case OFFLINE -> {
                    if (now - goodAt > OFFLINE_NANOS_MAX) {
                        return finished(folder, status, ExitCode.UNREACHABLE);
                    }
                }
                case PAUSED -> {
                    return finished(folder, status, ExitCode.PAUSED);
                }
                case DISK_FULL -> {
                    return finished(folder, status, ExitCode.DISK_FULL);
                }
                case INCOMPLETE -> {
                    if (now - goodAt > PROBLEMS_NANOS_MAX) {
                        return finished(folder, status, ExitCode.INCOMPLETE);
                    }
                }
                case STARTING, SYNCING -> goodAt = now;
            }
            // Only now: after the last thing to do there is nothing to wait for.
            if (!more) {
                sync.await();
            }
        }
    }

    private void progress(SyncedFolder folder, EngineStatus status) {
        if (onTerminal() && !json) {
            var err = Terminal.err(Objects.requireNonNull(spec));
            err.print("\r\u001b[K" + folder.folder() + ": " + Wording.sentence(status));
            err.flush();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // it does return null when the output goes to a file
    private static boolean onTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    private int finished(SyncedFolder folder, EngineStatus status, int code) {
        if (onTerminal() && !json) {
            Terminal.err(Objects.requireNonNull(spec)).print("\r\u001b[K");
        }
        if (!json) {
            var out = Terminal.out(Objects.requireNonNull(spec));
            out.println(folder.folder() + ": " + Wording.sentence(status));
            status.problems().forEach((path, why) -> out.println("  " + path + ": " + why));
            status.skipped().forEach((path, why) -> out.println("  not synced: " + path + ": " + why));
        }
        return code;
    }
}
