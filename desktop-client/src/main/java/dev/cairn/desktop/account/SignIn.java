package dev.cairn.desktop.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.remote.AccessTokens;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.remote.WipeAskedException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The token endpoint. */
public final class SignIn {
    static final String CLIENT = "cairn-desktop";
    private static final String PASSWORD_GRANT = "urn:cairn:oauth:grant-type:password";
    private static final String TOKEN_PATH = "/oauth2/token";

    /** The OAuth errors of a device that its owner wants to be wiped. */
    private static final String WIPE_SENT = "wipe_sent";

    private static final String WIPE_EVERYTHING = "wipe_everything";

    private final Http http;

    /** @param http without tokens */
    public SignIn(Http http) {
        this.http = http;
    }

    /** Signs in with a name and a password; FORBIDDEN when they are refused. */
    public Account account(java.net.URI server, String user, String password, String device) throws IOException {
        var reply = password(user, password, device);
        if (reply.refreshToken() == null) {
            throw new IOException("the server gave no refresh token");
        }
        return new Account(server, user, device, reply.refreshToken(), null);
    }

    /** Exchanges the code a browser brought back. */
    Account account(java.net.URI server, String code, String redirect, String verifier, String device)
            throws IOException {
        var reply = ask(Map.of(
                "grant_type", "authorization_code",
                "client_id", CLIENT,
                "code", code,
                "redirect_uri", redirect,
                "code_verifier", verifier));
        if (reply.refreshToken() == null) {
            throw new IOException("the server gave no refresh token");
        }
        var user = http.with(of(reply.accessToken())).get("/api/v1/account", Self.class);
        return new Account(server, user.name(), device, reply.refreshToken(), null);
    }

    /** What of an account is asked for here. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Self(String name) {}

    private static AccessTokens of(String token) {
        return new AccessTokens() {
            @Override
            public String current() {
                return token;
            }

            @Override
            public void rejected(String refused) {}
        };
    }

    /** An access token for a few commands. */
    public AccessTokens once(String user, String password, String purpose) throws IOException {
        return of(password(user, password, purpose).accessToken());
    }

    private TokenReply password(String user, String password, String device) throws IOException {
        return ask(Map.of(
                "grant_type", PASSWORD_GRANT,
                "client_id", CLIENT,
                "username", user,
                "password", password,
                "device_name", device));
    }

    TokenReply refresh(String refreshToken, String attempt) throws IOException {
        return ask(Map.of(
                "grant_type", "refresh_token",
                "client_id", CLIENT,
                "refresh_token", refreshToken,
                "attempt", attempt));
    }

    /**
     * Tells the server that this installation is wiped as it was told to, with the token that is good for nothing else.
     *
     * @param left files that stay
     * @return whether that is all: else it is told now to delete also what was not sent
     */
    public boolean wiped(String refreshToken, WipeOrder done, int left) throws IOException {
        try {
            ask(Map.of(
                    "grant_type",
                    "refresh_token",
                    "client_id",
                    CLIENT,
                    "refresh_token",
                    refreshToken,
                    "wiped",
                    (done.unsentToo() ? "everything " : "sent ") + left));
        } catch (WipeAskedException e) {
            return done.unsentToo() || !e.unsentToo();
        } catch (ProblemException e) {
            // Only the server itself says this; others on the way refuse otherwise, and then the next start tells it
            // again.
            if (!(e.getCause() instanceof ProblemException answer)
                    || !"invalid_grant".equals(answer.extensions().get("error"))) {
                throw e;
            }
            // It knows already.
        }
        return true;
    }

    private TokenReply ask(Map<String, @Nullable String> fields) throws IOException {
        var form = fields.entrySet().stream()
                .map(field -> field.getKey() + "="
                        + URLEncoder.encode(String.valueOf(field.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            return http.form(TOKEN_PATH, form, TokenReply.class);
        } catch (ProblemException e) {
            var error = e.extensions().get("error");
            if (WIPE_SENT.equals(error) || WIPE_EVERYTHING.equals(error)) {
                throw new WipeAskedException(WIPE_EVERYTHING.equals(error), e);
            }
            if (e.problem().status() == Problem.INVALID_REQUEST.status()
                    || e.problem() == Problem.UNAUTHENTICATED
                    || e.problem() == Problem.FORBIDDEN) {
                throw new ProblemException(Problem.UNAUTHENTICATED, refusal(e), e);
            }
            throw e;
        }
    }

    /** OAuth errors are not RFC 9457: their text is an extension to us. */
    private static String refusal(ProblemException e) {
        var text = e.extensions().get("error_description");
        return text == null ? "the server refused the sign-in" : text.toString();
    }
}
