package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.SignIn;
import dev.cairn.desktop.remote.AccessTokens;
import dev.cairn.desktop.remote.Http;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;

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
                signOut(signedIn, tokens);
            }
        }
    }

    /** A command is not a device: it leaves none behind. */
    static void signOut(Http http, AccessTokens tokens) {
        try {
            var device = device(tokens.current());
            if (device != null) {
                http.delete("/api/v1/account/devices/" + device);
            }
        } catch (IOException | RuntimeException e) {
            // The token ends by itself within minutes.
        }
    }

    private static @org.jspecify.annotations.Nullable String device(String accessToken) {
        var parts = accessToken.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            var claims =
                    Terminal.JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            return claims.path("did").isString() ? claims.path("did").stringValue() : null;
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }
}
