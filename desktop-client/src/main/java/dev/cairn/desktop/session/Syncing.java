package dev.cairn.desktop.session;

import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.engine.EngineStatus;
import dev.cairn.desktop.engine.FolderSync;
import dev.cairn.desktop.remote.ChangeFeed;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a home, kept in sync by this process from {@link #begin} until it is closed. It belongs to one thread, which gives it
 * its turns; only {@link #stop} may be called by any.
 */
public final class Syncing implements AutoCloseable {
    private static final long TURN_MILLIS = 500;
    private static final long END_MILLIS_MAX = 10_000;

    private final HomeLock lock;
    private final Session session;
    private final ChangeFeed feed;
    private final Reporting reporting;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private @Nullable List<FolderStatus> told;
    private boolean signedOut;

    /** Why it is over. */
    public enum End {
        /** Somebody wanted that. */
        ASKED,
        /** The server refuses this installation until somebody signs in again. */
        SIGNED_OUT,
        /** The engine failed in a way nobody thought of; the log says how. */
        BROKEN
    }

    private Syncing(HomeLock lock, Session session) {
        this.lock = lock;
        this.session = session;
        this.feed = new ChangeFeed(session.http(), new SecureRandom());
        this.reporting = new Reporting(
                report -> session.http().put("/api/v1/account/device", report),
                work -> Thread.ofVirtual().name("report").start(work),
                InstantSource.system());
    }

    /** Locks the home and begins; {@link CannotException} when it is busy, nobody is signed in, or a folder is not there. */
    public static Syncing begin(Home home) throws IOException {
        var lock = HomeLock.of(home);
        @Nullable Syncing begun = null;
        try {
            begun = new Syncing(lock, new Session(home, true));
            begun.start();
            return begun;
        } finally {
            if (begun == null) {
                lock.close();
            }
        }
    }

    private void start() throws IOException {
        session.takeWord();
        running.set(session.folders().size());
        session.folders().forEach((folder, sync) -> {
            feed.follow(folder.space(), sync);
            threads.add(Thread.ofPlatform().name("sync").start(() -> keepSyncing(sync)));
        });
        feed.start();
    }

    /** One folder that ends unexpectedly does not end the others; its status says what happened. */
    private void keepSyncing(FolderSync sync) {
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

    /** Waits half a second, or less when it ends, takes word of other processes and tells them how things stand. False: it is over. */
    public boolean turn() throws IOException, InterruptedException {
        if (stop.await(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
            return false;
        }
        session.takeWord();
        tell();
        reporting.look(statuses().values());
        // Paused folders ask the server for nothing, so none of them says that it is over.
        if (session.isToBeWiped()
                || statuses().values().stream().anyMatch(status -> status.state() == EngineStatus.State.SIGNED_OUT)) {
            signedOut = true;
            stop();
        }
        return true;
    }

    private void tell() throws IOException {
        var states = new ArrayList<FolderStatus>();
        statuses().forEach((folder, status) -> states.add(FolderStatus.of(folder, status)));
        if (!states.equals(told)) {
            told = session.tell(true).folders();
        }
    }

    /** How the folders stand, in the order of the list. */
    public Map<SyncedFolder, EngineStatus> statuses() {
        var statuses = new LinkedHashMap<SyncedFolder, EngineStatus>();
        session.folders()
                .forEach((folder, sync) -> statuses.put(folder, sync.engine().status()));
        return statuses;
    }

    /** Lets the next turn be none. */
    public void stop() {
        stop.countDown();
    }

    /** Ends what is under way, within twenty seconds, and says why it is over. */
    public End finish() throws InterruptedException {
        stop();
        for (var thread : threads) {
            thread.interrupt();
            thread.join(END_MILLIS_MAX);
        }
        return signedOut ? End.SIGNED_OUT : broken.get() ? End.BROKEN : End.ASKED;
    }

    /** Finishes, tells so, and lets others have the home. */
    @Override
    public void close() throws IOException {
        try (lock;
                session;
                feed) {
            finish();
            session.tell(false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
