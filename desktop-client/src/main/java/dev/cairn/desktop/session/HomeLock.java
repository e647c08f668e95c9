package dev.cairn.desktop.session;

import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.session.CannotException.Reason;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The right to change a home and to sync its folders, until closed. */
public final class HomeLock implements AutoCloseable {
    private static final int TRIES_MAX = 5;
    private static final int TRIES_TO_CHOOSE_MAX = 500;
    private static final long PAUSE_MILLIS = 20;

    private final AutoCloseable lock;

    private HomeLock(AutoCloseable lock) {
        this.lock = lock;
    }

    /** Locks the home; a status query that holds it for a moment is waited for. {@link CannotException} when it is BUSY. */
    public static HomeLock of(Home home) throws IOException {
        for (int i = 0; i < TRIES_MAX; i++) {
            var lock = home.lock();
            if (lock.isPresent()) {
                return new HomeLock(lock.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
        throw new CannotException(
                Reason.BUSY, "another client is running with the home " + home.directory() + "; stop it first");
    }

    /** The right to change which folders are wanted; waited for up to ten seconds. {@link CannotException} when it is BUSY then. */
    public static HomeLock toChoose(Home home) throws IOException {
        for (int i = 0; i < TRIES_TO_CHOOSE_MAX; i++) {
            var lock = home.selectionLock();
            if (lock.isPresent()) {
                return new HomeLock(lock.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
        throw new CannotException(Reason.BUSY, "another process keeps changing which folders are selected; try again");
    }

    /** The lock, if no process has it at this moment. */
    static Optional<HomeLock> ifFree(Home home) throws IOException {
        return home.lock().map(HomeLock::new);
    }

    /** Whether some process has it at this moment. */
    public static boolean isTaken(Home home) throws IOException {
        var lock = home.lock();
        if (lock.isPresent()) {
            new HomeLock(lock.get()).close();
            return false;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
