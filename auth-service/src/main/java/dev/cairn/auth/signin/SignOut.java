package dev.cairn.auth.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.oidc.web.authentication.OidcLogoutAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;

/** Sign-out that began in the web app (OpenID Connect RP-initiated logout): ends the browser's session and the sign-in. */
final class SignOut implements AuthenticationConverter, LogoutHandler {
    private final AuthenticationConverter standard = new OidcLogoutAuthenticationConverter();
    private final LogoutHandler session = new SecurityContextLogoutHandler();
    private final SignIns signIns;

    SignOut(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        var read = standard.convert(request);
        if (read instanceof OidcLogoutAuthenticationToken asked
                && asked.getPostLogoutRedirectUri() != null
                && !OwnOrigin.isPostLogout(request, asked.getPostLogoutRedirectUri())) {
            throw new OAuth2AuthenticationException(new OAuth2Error(
                    OAuth2ErrorCodes.INVALID_REQUEST, "OAuth 2.0 Parameter: post_logout_redirect_uri", null));
        }
        return read;
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (!(authentication instanceof OidcLogoutAuthenticationToken asked)) {
            return;
        }
        if (asked.isPrincipalAuthenticated()) {
            session.logout(request, response, (Authentication) asked.getPrincipal());
        }
        var idToken = asked.getIdToken();
        var signIn = idToken == null ? null : idToken.getClaimAsString(SignIns.SIGN_IN_CLAIM);
        if (signIn != null) {
            signIns.end(UUID.fromString(signIn));
        }
    }
}
