package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.engine.EngineStatus;
import dev.cairn.desktop.engine.FolderSync;
import dev.cairn.desktop.remote.ChangeFeed;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Keeps syncing until it is told to stop. */
@Command(name = "run", description = "Keeps syncing until interrupted.", mixinStandardHelpOptions = true)
final class ClientRun implements Callable<Integer> {
    private static final long TELL_MILLIS = 500;
    private static final long STOP_SECONDS_MAX = 20;

    @Mixin
    private ClientHome home = new ClientHome();

    @Spec
    private @Nullable CommandSpec spec;

    private final Map<SyncedFolder, Said> said = new HashMap<>();
    private FolderStatus.@Nullable All told;

    /** What a line of the output was about. */
    private record Said(EngineStatus.State state, Set<String> skipped) {
        static Said of(EngineStatus status) {
            return new Said(status.state(), status.skipped().keySet());
        }
    }

    @Override
    public Integer call() throws Exception {
        var opened = home.open();
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        int ended = ExitCode.DONE;
        var running = new AtomicInteger();
        var broken = new AtomicBoolean();
        try (var _ = home.lock(opened);
                var session = new Session(opened, true);
                var feed = new ChangeFeed(session.http(), new SecureRandom())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitStop(stop, stopped)));
            session.takeWord();
            var threads = start(session, feed, running, broken, stop);
            while (!stop.await(TELL_MILLIS, TimeUnit.MILLISECONDS)) {
                session.takeWord();
                say(session);
                if (isSignedOut(session)) {
                    ended = ExitCode.SIGN_IN;
                    stop.countDown();
                }
            }
            for (var thread : threads) {
                thread.interrupt();
                thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS_MAX) / 2);
            }
            say(session);
            session.tell(false);
        } finally {
            stopped.countDown();
        }
        return ended == ExitCode.DONE && broken.get() ? ExitCode.FAILED : ended;
    }

    private static boolean isSignedOut(Session session) {
        return session.folders().values().stream()
                .anyMatch(sync -> sync.engine().status().state() == EngineStatus.State.SIGNED_OUT);
    }

    private static List<Thread> start(
            Session session, ChangeFeed feed, AtomicInteger running, AtomicBoolean broken, CountDownLatch stop) {
        var threads = new ArrayList<Thread>();
        running.set(session.folders().size());
        session.folders().forEach((folder, sync) -> {
            feed.follow(folder.space(), sync);
            threads.add(Thread.ofPlatform().name("sync").start(() -> keepSyncing(sync, running, broken, stop)));
        });
        feed.start();
        return threads;
    }

    /** One folder that ends unexpectedly does not end the others; its status says what happened. */
    private static void keepSyncing(FolderSync sync, AtomicInteger running, AtomicBoolean broken, CountDownLatch stop) {
        try {
            sync.run();
        } catch (RuntimeException | Error e) {
            // Logged where it was caught first.
            broken.set(true);
        } finally {
            if (running.decrementAndGet() == 0) {
                stop.countDown();
            }
        }
    }

    private static void awaitStop(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One line for each change of state or of what is left out, and what other processes read. */
    private void say(Session session) throws IOException {
        var out = Terminal.out(Objects.requireNonNull(spec));
        for (var each : session.folders().entrySet()) {
            var status = each.getValue().engine().status();
            var saying = Said.of(status);
            if (!saying.equals(said.put(each.getKey(), saying))) {
                out.println(each.getKey().folder() + ": " + sentence(status));
                out.flush();
            }
        }
        var states = new ArrayList<FolderStatus>();
        session.folders()
                .forEach((folder, sync) ->
                        states.add(FolderStatus.of(folder, sync.engine().status())));
        var last = told;
        if (last == null || !last.folders().equals(states)) {
            told = session.tell(true);
        }
    }

    static String sentence(EngineStatus status) {
        var sentence =
                switch (status.state()) {
                    case STARTING -> "looking at folder and server";
                    case IN_SYNC -> "in sync, " + status.nodes() + " files and folders" + leftOut(status);
                    case SYNCING ->
                        "syncing, " + status.uploads() + " to send, " + status.downloads() + " to fetch, "
                                + status.edits() + " being told";
                    case INCOMPLETE -> "in sync except " + status.problems().size() + " paths (see client status)";
                    case HELD -> status.held() == null ? "deletions are held" : sentence(status.held());
                    case DISK_FULL -> "in sync as far as there is room";
                    case PAUSED -> "paused";
                    case OFFLINE -> "offline";
                    case SIGNED_OUT -> "signed out";
                    case STOPPED -> "stopped";
                };
        return status.detail() == null ? sentence : sentence + ": " + status.detail();
    }

    private static String leftOut(EngineStatus status) {
        int count = status.skipped().size();
        return count == 0
                ? ""
                : "; " + count + (count == 1 ? " path is" : " paths are") + " not synced (see client status)";
    }

    static String sentence(EngineStatus.Held held) {
        return held.files() + " of " + held.of() + " files are gone from the folder; none was deleted on the server."
                + " If that was meant: cairn client confirm-deletes. To get them back: cairn client undo-deletes";
    }
}
