package dev.cairn.web.shell;

import com.vaadin.flow.server.VaadinSession;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Keeps each session's {@link Grant} in that session: it ends with it, and signing out at one browser leaves the others of the
 * same person signed in.
 */
final class Grants implements OAuth2AuthorizedClientRepository, Sessions {
    private static final String ATTRIBUTE = "dev.cairn.web.grant";
    /** More than a grant wants to have left, so that the provider agrees that it is time. */
    private static final Duration RENEWED_BEFORE_END = Duration.ofSeconds(90);

    private final RefreshTokenOAuth2AuthorizedClientProvider renewal = new RefreshTokenOAuth2AuthorizedClientProvider();
    private final JwtDecoder decoder;
    private final InstantSource clock;

    Grants(JwtDecoder decoder, InstantSource clock) {
        this.decoder = decoder;
        this.clock = clock;
        renewal.setClock(clock.withZone(ZoneOffset.UTC));
        renewal.setClockSkew(RENEWED_BEFORE_END);
    }

    /** The person of a page's session. */
    SignedIn signedIn(VaadinSession session) {
        var http = session.getSession();
        return signedIn(http::getAttribute);
    }

    @Override
    public SignedIn person(HttpSession session) {
        return signedIn(session::getAttribute);
    }

    private static SignedIn signedIn(Function<String, @Nullable Object> attributes) {
        return new SignedIn(() -> {
            try {
                if (attributes.apply(ATTRIBUTE) instanceof Grant grant) {
                    return grant.proof();
                }
            } catch (IllegalStateException e) {
                // The session has ended.
            }
            throw new ProblemException(Problem.UNAUTHENTICATED, "Your sign-in has ended. Please sign in again");
        });
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface's own signature
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String registration, Authentication principal, HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof Grant grant ? (T) grant.client() : null;
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            Authentication principal,
            HttpServletRequest request,
            HttpServletResponse response) {
        request.getSession().setAttribute(ATTRIBUTE, new Grant(client, principal, renewal, decoder, clock));
        AnonymousSessions.signedIn(request);
    }

    @Override
    public void removeAuthorizedClient(
            String registration, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
        var session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
    }
}
