package dev.cairn.window.work;

import dev.cairn.contracts.metadata.Space;
import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.account.BrowserSignIn;
import dev.cairn.desktop.account.HoldAnswer;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.PauseUntil;
import dev.cairn.desktop.limit.Limits;
import dev.cairn.desktop.limit.Schedule;
import dev.cairn.desktop.proxy.ProxySettings;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.select.ChosenFolder;
import dev.cairn.desktop.select.FolderChoice;
import dev.cairn.desktop.select.ServerNames;
import dev.cairn.desktop.session.Autostart;
import dev.cairn.desktop.session.CannotException;
import dev.cairn.desktop.session.ClientJson;
import dev.cairn.desktop.session.FolderList;
import dev.cairn.desktop.session.FolderStatus;
import dev.cairn.desktop.session.NewSignIn;
import dev.cairn.desktop.session.ServerAddress;
import dev.cairn.desktop.session.SignedIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What people can ask for, each the same as a command of the client. Nothing here blocks its caller: the future tells when it is done,
 * on another thread.
 */
public final class Wishes implements AutoCloseable {
    private final Home home;
    private final Keeper keeper;
    private final InstantSource clock;
    private final Runnable soon;
    private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();

    /** @param soon is called when something is done */
    public Wishes(Home home, Keeper keeper, InstantSource clock, Runnable soon) {
        this.home = home;
        this.keeper = keeper;
        this.clock = clock;
        this.soon = soon;
    }

    /**
     * {@code client login --browser}; cancelling the future ends it.
     *
     * @param address gets what a browser has to open
     */
    public CompletableFuture<Account> signIn(String server, @Nullable String device, Consumer<URI> address) {
        var asked = off(() -> {
            var where = ServerAddress.parse(server);
            var name = device == null || device.isBlank() ? NewSignIn.deviceName() : device.strip();
            try (var client = SignedIn.client(home);
                    var signIn = BrowserSignIn.begin(
                            where, new Http(where, client, ClientJson.MAPPER, null), name, new SecureRandom())) {
                address.accept(signIn.address());
                return signIn.await(NewSignIn.PATIENCE);
            }
        });
        var kept = asked.thenCompose(account -> keeper.change((locked, _) -> {
            NewSignIn.keep(locked, account);
            return account;
        }));
        var ended = kept.whenComplete((_, _) -> soon.run());
        return cancelling(ended, () -> asked.cancel(true));
    }

    /** {@code client logout}. */
    public CompletableFuture<Boolean> signOut() {
        return changed((locked, client) -> {
            SignedIn.leave(locked, client);
            return true;
        });
    }

    /** The spaces somebody may keep a folder equal with. */
    public CompletableFuture<List<Space>> spaces() {
        return changed((locked, client) -> List.of(SignedIn.http(locked, client).get("/api/v1/spaces", Space[].class)));
    }

    /** {@code client add}. */
    public CompletableFuture<Boolean> add(String space, Path folder) {
        return changed((locked, client) -> {
            new FolderList(locked).add(SignedIn.http(locked, client), space, folder);
            return true;
        });
    }

    /** {@code client remove}. */
    public CompletableFuture<Boolean> remove(Path folder) {
        return changed((locked, _) -> {
            new FolderList(locked).remove(folder);
            return true;
        });
    }

    /** {@code client pause}; null: until {@link #resume}. */
    public CompletableFuture<Boolean> pause(@Nullable Duration time) {
        return told(() -> {
            home.pause(new PauseUntil(time == null ? null : clock.instant().plus(time)));
            return true;
        });
    }

    /** {@code client resume}. */
    public CompletableFuture<Boolean> resume() {
        return told(home::resume);
    }

    /** {@code client confirm-deletes} or {@code client undo-deletes} for one folder; false: nothing is held there any more. */
    public CompletableFuture<Boolean> answer(String folder, boolean meant) {
        return told(() -> {
            for (var each : home.folders()) {
                var held = held(folder);
                if (each.folder().equals(folder) && held.isPresent()) {
                    home.answer(each, new HoldAnswer(held.get(), meant));
                    return true;
                }
            }
            return false;
        });
    }

    /** {@code client folders}, of one synced folder. */
    public CompletableFuture<List<ChosenFolder>> choice(String folder) {
        return off(() -> choiceOf(folder).folders());
    }

    /** {@code client select} or {@code client unselect}; what is chosen then. */
    public CompletableFuture<List<ChosenFolder>> choose(String folder, String path, boolean wanted) {
        return told(() -> {
            var choice = choiceOf(folder);
            if (wanted) {
                choice.select(List.of(path));
            } else {
                choice.unselect(List.of(path));
            }
            return choice.folders();
        });
    }

    private FolderChoice choiceOf(String folder) throws IOException {
        var synced = home.folders().stream()
                .filter(each -> each.folder().equals(folder))
                .findFirst()
                .orElseThrow(() -> new CannotException(CannotException.Reason.WRONG, folder + " is not synced"));
        return new FolderChoice(home, synced, ServerNames.of(home, synced));
    }

    /** {@code client limit}. */
    public CompletableFuture<Limits> limits() {
        return off(home::limits);
    }

    /** {@code client limit --up … --down …}; {@link IllegalArgumentException} with a sentence when one makes no sense. */
    public CompletableFuture<Limits> limit(String up, String down) {
        return told(() -> {
            var limits = Limits.of(Schedule.parse(up), Schedule.parse(down));
            home.keepLimits(limits);
            return limits;
        });
    }

    /** {@code client proxy}. */
    public CompletableFuture<ProxySettings> proxy() {
        return off(home::proxy);
    }

    /** {@code client proxy set}, {@code none} or {@code system}. */
    public CompletableFuture<ProxySettings> proxy(ProxySettings wanted) {
        return told(() -> {
            home.keepProxy(wanted);
            return wanted;
        });
    }

    /** {@code client autostart status}; fails where the desktop has no such thing. */
    public CompletableFuture<Boolean> autostart() {
        return off(() -> Autostart.of(home).isOn());
    }

    /** {@code client autostart on} or {@code off}. */
    public CompletableFuture<Boolean> autostart(boolean on) {
        return off(() -> {
            var autostart = Autostart.of(home);
            if (on) {
                autostart.on();
            } else {
                autostart.off();
            }
            return on;
        });
    }

    private Optional<String> held(String folder) throws IOException {
        return FolderStatus.All.last(home).folders().stream()
                .filter(each -> each.folder().equals(folder))
                .flatMap(each -> Optional.ofNullable(each.held()).stream())
                .map(held -> held.id())
                .findFirst();
    }

    private <T> CompletableFuture<T> changed(Keeper.Change<T> change) {
        return keeper.change(change).whenComplete((_, _) -> soon.run());
    }

    private <T> CompletableFuture<T> told(Callable<T> word) {
        return off(word).whenComplete((_, _) -> soon.run());
    }

    private <T> CompletableFuture<T> off(Callable<T> work) {
        var done = new CompletableFuture<T>();
        var task = others.submit(() -> {
            try {
                done.complete(work.call());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                done.completeExceptionally(e);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return cancelling(done, () -> task.cancel(true));
    }

    /** A future that, cancelled, lets go of what it is about. */
    private static <T> CompletableFuture<T> cancelling(CompletableFuture<T> work, Runnable cancel) {
        var shown = new CompletableFuture<T>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                cancel.run();
                return super.cancel(mayInterrupt);
            }
        };
        var _ = work.whenComplete((result, failure) -> {
            if (failure == null) {
                shown.complete(result);
            } else {
                shown.completeExceptionally(failure);
            }
        });
        return shown;
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
