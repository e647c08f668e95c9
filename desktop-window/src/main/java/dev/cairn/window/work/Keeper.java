package dev.cairn.window.work;

import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.session.CannotException;
import dev.cairn.desktop.session.HomeLock;
import dev.cairn.desktop.session.SignedIn;
import dev.cairn.desktop.session.Syncing;
import dev.cairn.window.model.Run;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Syncs the folders of a home in this process whenever no other process does, on a thread of its own, and makes the changes people ask
 * for in between: both need the lock of the home. What it does is told through the home, as {@code client run} tells it.
 */
public final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final long RETRY_SECONDS = 2;
    private static final long CLOSE_MILLIS_MAX = 25_000;
    private static final int WISHES_MAX = 100;

    private final Home home;
    private final LinkedBlockingQueue<Wish<?>> wishes = new LinkedBlockingQueue<>(WISHES_MAX);
    private final Thread thread;
    private volatile boolean closing;
    private volatile Run run = Run.NOWHERE;
    private volatile @Nullable String trouble;
    private volatile @Nullable Syncing syncing;
    private Optional<Account> refused = Optional.empty();

    /** Something that changes the home. */
    @FunctionalInterface
    public interface Change<T> {
        /** Runs with the home locked and nothing syncing; the client is closed afterwards. */
        T with(Home home, HttpClient client) throws Exception;
    }

    private record Wish<T>(Change<T> change, CompletableFuture<T> done) {
        void fulfil(Home home) {
            try (var _ = HomeLock.of(home);
                    var client = SignedIn.client(home)) {
                done.complete(change.with(home, client));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                done.completeExceptionally(e);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        }
    }

    public Keeper(Home home) {
        this.home = home;
        this.thread = Thread.ofPlatform().name("keeper").unstarted(this::keep);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Which process syncs. */
    public Run run() {
        return run;
    }

    /** Why nothing is synced although it should; null: nothing is wrong. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** Makes a change as soon as syncing has come to rest for it; it goes on afterwards. */
    public <T> CompletableFuture<T> change(Change<T> change) {
        var wish = new Wish<>(change, new CompletableFuture<T>());
        if (closing || !wishes.offer(wish)) {
            wish.done.completeExceptionally(new IllegalStateException("Cairn is being closed"));
        }
        rest();
        return wish.done;
    }

    private void rest() {
        var current = syncing;
        if (current != null) {
            current.stop();
        }
    }

    private void keep() {
        try {
            while (!closing) {
                for (var wish = wishes.poll(); wish != null; wish = wishes.poll()) {
                    wish.fulfil(home);
                }
                if (!sync()) {
                    var wish = wishes.poll(RETRY_SECONDS, TimeUnit.SECONDS);
                    if (wish != null) {
                        wish.fulfil(home);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Syncs until there is a reason not to; false: there is nothing to sync, or it cannot be now. */
    private boolean sync() throws InterruptedException {
        try {
            var account = home.account();
            if (account.isEmpty() || home.folders().isEmpty() || account.equals(refused)) {
                run = Run.NOWHERE;
                trouble = null;
                return false;
            }
            try (var begun = Syncing.begin(home)) {
                syncing = begun;
                run = Run.HERE;
                trouble = null;
                while (!closing && wishes.isEmpty() && begun.turn()) {
                    // Each turn tells how things stand; the window reads that.
                }
                refused = begun.finish() == Syncing.End.SIGNED_OUT ? home.account() : Optional.empty();
            } finally {
                syncing = null;
            }
            return true;
        } catch (CannotException e) {
            boolean busy = e.reason() == CannotException.Reason.BUSY;
            run = busy ? Run.ELSEWHERE : Run.NOWHERE;
            trouble = busy ? null : e.getMessage();
        } catch (IOException | RuntimeException e) {
            LOG.error("Syncing ended", e);
            run = Run.NOWHERE;
            trouble = String.valueOf(e.getMessage());
        }
        return false;
    }

    /** Ends syncing and waits for that; wishes that were not begun fail. */
    @Override
    public void close() {
        closing = true;
        rest();
        try {
            thread.join(CLOSE_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var wish = wishes.poll(); wish != null; wish = wishes.poll()) {
            wish.done.completeExceptionally(new IllegalStateException("Cairn is being closed"));
        }
    }
}
