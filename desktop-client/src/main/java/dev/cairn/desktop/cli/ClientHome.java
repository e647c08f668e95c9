package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.KeptTokens;
import dev.cairn.desktop.account.SignIn;
import dev.cairn.desktop.remote.Http;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The client's directory, as every client command is told. */
final class ClientHome {
    private static final int LOCK_TRIES_MAX = 5;
    private static final long LOCK_PAUSE_MILLIS = 20;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The client's own directory (default: ~/.cairn): sign-in, list of folders, journals.")
    private @Nullable Path home;

    Home open() throws IOException {
        var directory = home == null ? Path.of(System.getProperty("user.home", "."), ".cairn") : home;
        return new Home(directory, Terminal.JSON);
    }

    /** Something done with a home that is locked. */
    interface Work {
        void with(Home home, HttpClient client) throws Exception;
    }

    /** Opens and locks the home for some work; the client is closed afterwards. Returns the exit code of success. */
    int locked(Work work) throws Exception {
        var opened = open();
        try (var _ = lock(opened);
                var client = Http.newClient()) {
            work.with(opened, client);
        }
        return ExitCode.DONE;
    }

    /** Locks the home; a status query that holds it for a moment is waited for. */
    AutoCloseable lock(Home opened) throws IOException {
        for (int i = 0; i < LOCK_TRIES_MAX; i++) {
            var lock = opened.lock();
            if (lock.isPresent()) {
                return lock.get();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOCK_PAUSE_MILLIS));
        }
        throw new CommandException(
                ExitCode.BUSY, "another client is running with the home " + opened.directory() + "; stop it first");
    }

    static Account account(Home opened) throws IOException {
        return opened.account()
                .orElseThrow(() -> new CommandException(
                        ExitCode.SIGN_IN, "nobody is signed in; use \"cairn client login\" first"));
    }

    /** Requests of the signed-in account; refreshing tokens needs the lock. */
    static Http http(Home opened, HttpClient client) throws IOException {
        var account = account(opened);
        var plain = new Http(account.server(), client, Terminal.JSON, null);
        return plain.with(
                new KeptTokens(opened, account, new SignIn(plain), InstantSource.system(), new SecureRandom()));
    }
}
