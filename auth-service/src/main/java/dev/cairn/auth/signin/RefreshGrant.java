package dev.cairn.auth.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;

/** Notices refresh tokens that are used twice, before Spring's own provider exchanges those that are not. */
final class RefreshGrant implements AuthenticationProvider {
    /** Parameter: names this exchange, the same when the client repeats it because no answer came. At most 200 characters. */
    static final String ATTEMPT = "attempt";

    private static final int ATTEMPT_MAX = 200;

    private final SignIns signIns;
    private final OAuth2RefreshTokenAuthenticationProvider exchange;

    RefreshGrant(SignIns signIns, OAuth2RefreshTokenAuthenticationProvider exchange) {
        this.signIns = signIns;
        this.exchange = exchange;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        var request = (OAuth2RefreshTokenAuthenticationToken) authentication;
        if (request.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                && client.getRegisteredClient() != null
                && client.isAuthenticated()) {
            var attempt = request.getAdditionalParameters().get(ATTEMPT) instanceof String text
                            && text.length() <= ATTEMPT_MAX
                    ? text
                    : null;
            signIns.present(
                    request.getRefreshToken(),
                    attempt,
                    client.getRegisteredClient().getClientId());
        }
        return exchange.authenticate(authentication);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
