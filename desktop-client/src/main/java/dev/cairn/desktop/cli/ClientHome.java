package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.session.HomeLock;
import dev.cairn.desktop.session.SignedIn;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The client's directory, as every client command is told. */
final class ClientHome {
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
        try (var _ = HomeLock.of(opened);
                var client = SignedIn.client(opened)) {
            work.with(opened, client);
        }
        return ExitCode.DONE;
    }

    /** Something done as the account of a home; returns the exit code. */
    interface Signed {
        int with(Home home, Http http) throws Exception;
    }

    /** Does some work that changes nothing in the home, so that it may be done while another client runs. */
    int beside(Signed work) throws Exception {
        var opened = open();
        try (var client = SignedIn.client(opened);
                var account = SignedIn.beside(opened, client)) {
            return work.with(opened, account.http());
        }
    }
}
