package dev.cairn.auth.signin;

import dev.cairn.contracts.auth.WebClient;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Reads a request to the authorization endpoint, and refuses at once the web app's that would leave its origin. */
final class AuthorizationRequest implements AuthenticationConverter {
    private final AuthenticationConverter standard = new OAuth2AuthorizationCodeRequestAuthenticationConverter();

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        var read = standard.convert(request);
        if (read instanceof OAuth2AuthorizationCodeRequestAuthenticationToken asked
                && WebClient.ID.equals(asked.getClientId())
                && !OwnOrigin.isRedirect(request, asked.getRedirectUri())) {
            throw refusal();
        }
        return read;
    }

    /** The rules that do not need the request: of the web app's address the path, of others all. */
    static Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> validator() {
        return AuthorizationRequest::validateRedirect;
    }

    private static void validateRedirect(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = context.getAuthentication();
        if (!WebClient.ID.equals(context.getRegisteredClient().getClientId())) {
            OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR.accept(context);
        } else if (asked.getRedirectUri() == null || !asked.getRedirectUri().endsWith(WebClient.REDIRECT_PATH)) {
            throw refusal();
        }
        OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_SCOPE_VALIDATOR.accept(context);
    }

    // Carries no request: then nobody is redirected, and the error is shown here.
    private static OAuth2AuthorizationCodeRequestAuthenticationException refusal() {
        return new OAuth2AuthorizationCodeRequestAuthenticationException(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "OAuth 2.0 Parameter: redirect_uri", null), null);
    }
}
