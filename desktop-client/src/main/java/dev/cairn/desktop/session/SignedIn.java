package dev.cairn.desktop.session;

import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.account.BorrowedTokens;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.KeptTokens;
import dev.cairn.desktop.account.SignIn;
import dev.cairn.desktop.proxy.Route;
import dev.cairn.desktop.remote.AccessTokens;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.session.CannotException.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Requests of the account that is signed in to a home. */
public final class SignedIn {
    private SignedIn() {}

    /** A client for requests from a home, which go the way that was set there. */
    public static HttpClient client(Home home) throws IOException {
        return Http.newClient(Route.of(home.proxy()));
    }

    /** Who is signed in; {@link CannotException} when that is NOBODY. */
    public static Account account(Home home) throws IOException {
        return home.account()
                .orElseThrow(() ->
                        new CannotException(Reason.NOBODY, "nobody is signed in; use \"cairn client login\" first"));
    }

    /** Requests in their name; refreshing tokens needs the lock. */
    public static Http http(Home home, HttpClient client) throws IOException {
        var account = account(home);
        var plain = new Http(account.server(), client, ClientJson.MAPPER, null);
        return plain.with(new KeptTokens(home, account, new SignIn(plain), InstantSource.system(), new SecureRandom()));
    }

    /**
     * Requests in their name for work that changes nothing in the home, whoever has its lock: with the access token that process lends, or
     * under the lock, which the result holds until it is closed.
     */
    public static Visit beside(Home home, HttpClient client) throws IOException {
        var account = account(home);
        var lock = HomeLock.ifFree(home);
        var http = lock.isPresent()
                ? http(home, client)
                : new Http(
                        account.server(), client, ClientJson.MAPPER, new BorrowedTokens(home, InstantSource.system()));
        return new Visit(http, lock.orElse(null));
    }

    /**
     * A while in which requests can be made.
     *
     * @param lock null: another process has it
     */
    public record Visit(Http http, @Nullable HomeLock lock) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (lock != null) {
                lock.close();
            }
        }
    }

    /** Forgets the sign-in, here and, when it can be reached, on the server. Needs the lock. */
    public static void leave(Home home, HttpClient client) throws IOException {
        NewSignIn.checkNotToBeWiped(home);
        if (home.account().isPresent()) {
            var http = http(home, client);
            signOut(http, new AccessTokens() {
                @Override
                public String current() throws IOException {
                    return http.token();
                }

                @Override
                public void rejected(String token) {}
            });
            // The last word of this sign-in may have been that.
            NewSignIn.checkNotToBeWiped(home);
            home.forgetAccount();
        }
    }

    /** Takes the device of these tokens off the server's list, and with it its sign-in. */
    public static void signOut(Http http, AccessTokens tokens) {
        try {
            var device = device(tokens.current());
            if (device != null) {
                http.delete("/api/v1/account/devices/" + device);
            }
        } catch (IOException | RuntimeException e) {
            // The token ends by itself within minutes.
        }
    }

    private static @Nullable String device(String accessToken) {
        var parts = accessToken.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            var claims = ClientJson.MAPPER.readTree(
                    new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            return claims.path("did").isString() ? claims.path("did").stringValue() : null;
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }
}
