package dev.cairn.web.shell;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.http.JwtCallers;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.client.RestClientException;

/** The tokens of one browser session, renewed when they come near their end. They never leave the server, but see ADR 0070. */
final class Grant {
    /** A token handed out is good for at least this long. */
    private static final Duration LEFT_MIN = Duration.ofSeconds(60);

    private final OAuth2AuthorizedClientProvider renewal;
    private final JwtDecoder decoder;
    private final InstantSource clock;
    private final Authentication principal;
    private final ReentrantLock lock = new ReentrantLock();
    private OAuth2AuthorizedClient client;
    private @Nullable Caller caller;

    Grant(
            OAuth2AuthorizedClient client,
            Authentication principal,
            OAuth2AuthorizedClientProvider renewal,
            JwtDecoder decoder,
            InstantSource clock) {
        this.client = client;
        this.principal = principal;
        this.renewal = renewal;
        this.decoder = decoder;
        this.clock = clock;
    }

    OAuth2AuthorizedClient client() {
        lock.lock();
        try {
            return client;
        } finally {
            lock.unlock();
        }
    }

    /** Renews the token when less than a minute of it is left. */
    SignedIn.Proof proof() {
        lock.lock();
        try {
            if (!lasts(LEFT_MIN)) {
                renew();
            }
            var known = caller;
            if (known == null) {
                known = JwtCallers.caller(decoder.decode(client.getAccessToken().getTokenValue()));
                caller = known;
            }
            var until = client.getAccessToken().getExpiresAt();
            return new SignedIn.Proof(known, until == null ? clock.instant().plus(LEFT_MIN) : until);
        } finally {
            lock.unlock();
        }
    }

    private boolean lasts(Duration wanted) {
        var expires = client.getAccessToken().getExpiresAt();
        return expires == null || clock.instant().plus(wanted).isBefore(expires);
    }

    private void renew() {
        try {
            var renewed = renewal.authorize(OAuth2AuthorizationContext.withAuthorizedClient(client)
                    .principal(principal)
                    .build());
            if (renewed != null) {
                client = renewed;
                caller = null;
                return;
            }
        } catch (ClientAuthorizationException e) {
            if (!unreachable(e)) {
                throw new ProblemException(Problem.UNAUTHENTICATED, "Your sign-in has ended. Please sign in again", e);
            }
        } catch (OAuth2AuthorizationException | RestClientException e) {
            // The token at hand may still do.
        }
        if (!lasts(Duration.ZERO)) {
            throw new ProblemException(Problem.UNAVAILABLE, "The sign-in service cannot be reached; try again");
        }
    }

    private static boolean unreachable(ClientAuthorizationException exception) {
        return exception.getCause() instanceof OAuth2AuthorizationException inner
                && inner.getCause() instanceof RestClientException;
    }
}
