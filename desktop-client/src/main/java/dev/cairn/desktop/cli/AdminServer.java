package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.SignIn;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.session.ServerAddress;
import dev.cairn.desktop.session.SignedIn;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Who asks which server, for commands that leave nothing behind. */
final class AdminServer {
    @Option(names = "--server", required = true, paramLabel = "URL", description = "Address of the installation.")
    private String server = "";

    @Option(names = "--user", required = true, paramLabel = "NAME", description = "Who signs in.")
    private String user = "";

    @Option(
            names = "--password-file",
            required = true,
            paramLabel = "FILE",
            description = "File whose first line is the password; - for standard input.")
    private Path passwordFile = Path.of("-");

    /** Work with a signed-in connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Http http) throws IOException;
    }

    <T> T run(Work<T> work) throws IOException {
        try (var client = Http.newClient()) {
            var http = new Http(ServerAddress.parse(server), client, Terminal.JSON, null);
            var tokens = new SignIn(http).once(user, Passwords.read(passwordFile), "cairn admin");
            var signedIn = http.with(tokens);
            try {
                return work.with(signedIn);
            } finally {
                // A command is not a device: it leaves none behind.
                SignedIn.signOut(signedIn, tokens);
            }
        }
    }
}
