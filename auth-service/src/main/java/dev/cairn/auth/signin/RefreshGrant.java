package dev.cairn.auth.signin;

import dev.cairn.contracts.auth.Device;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;

/** Notices refresh tokens that are used twice, before Spring's own provider exchanges those that are not. */
final class RefreshGrant implements AuthenticationProvider {
    /** Parameter: names this exchange, the same when the client repeats it because no answer came. At most 200 characters. */
    static final String ATTEMPT = "attempt";

    /** Parameter: what a device that was told to wipe what it synced has done; see {@link WipeReport}. */
    static final String WIPED = "wiped";

    /** Errors: the device gets no tokens any more; it is to delete what it synced, or also what it has not sent, and then say so. */
    private static final String WIPE_SENT = "wipe_sent";

    private static final String WIPE_EVERYTHING = "wipe_everything";

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
            var clientId = client.getRegisteredClient().getClientId();
            var report =
                    request.getAdditionalParameters().get(WIPED) instanceof String text ? WipeReport.parse(text) : null;
            signIns.toldToWipe(request.getRefreshToken(), clientId, report).ifPresent(RefreshGrant::refuse);
            signIns.present(request.getRefreshToken(), attempt, clientId);
        }
        return exchange.authenticate(authentication);
    }

    private static void refuse(Device.Wipe wipe) {
        throw new OAuth2AuthenticationException(new OAuth2Error(
                wipe.unsentToo() ? WIPE_EVERYTHING : WIPE_SENT, "The owner of this device wants it to be wiped", null));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
