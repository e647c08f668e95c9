package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.engine.EngineStatus;
import dev.cairn.desktop.session.Syncing;
import dev.cairn.desktop.session.Wording;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Keeps syncing until it is told to stop. */
@Command(name = "run", description = "Keeps syncing until interrupted.", mixinStandardHelpOptions = true)
final class ClientRun implements Callable<Integer> {
    private static final long STOP_SECONDS_MAX = 20;

    @Mixin
    private ClientHome home = new ClientHome();

    @Spec
    private @Nullable CommandSpec spec;

    private final Map<SyncedFolder, Said> said = new HashMap<>();

    /** What a line of the output was about. */
    private record Said(EngineStatus.State state, Set<String> skipped, boolean watching, int overflows) {
        static Said of(EngineStatus status) {
            return new Said(status.state(), status.skipped().keySet(), status.unwatched() == 0, status.overflows());
        }
    }

    @Override
    public Integer call() throws Exception {
        var stopped = new CountDownLatch(1);
        try (var syncing = Syncing.begin(home.open())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitStop(syncing, stopped)));
            while (syncing.turn()) {
                say(syncing);
            }
            var end = syncing.finish();
            say(syncing);
            return switch (end) {
                case ASKED -> ExitCode.DONE;
                case SIGNED_OUT -> ExitCode.SIGN_IN;
                case BROKEN -> ExitCode.FAILED;
            };
        } finally {
            stopped.countDown();
        }
    }

    private static void awaitStop(Syncing syncing, CountDownLatch stopped) {
        syncing.stop();
        try {
            stopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One line for each change of state or of what is left out. */
    private void say(Syncing syncing) {
        var out = Terminal.out(Objects.requireNonNull(spec));
        syncing.statuses().forEach((folder, status) -> {
            var saying = Said.of(status);
            var before = said.put(folder, saying);
            if (saying.overflows() > (before == null ? 0 : before.overflows())) {
                out.println(folder.folder() + ": " + Wording.overflows(saying.overflows()));
            }
            if (!saying.equals(before)) {
                out.println(folder.folder() + ": " + Wording.sentence(status));
                out.flush();
            }
        });
    }
}
