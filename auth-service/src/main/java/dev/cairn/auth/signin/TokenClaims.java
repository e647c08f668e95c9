package dev.cairn.auth.signin;

import dev.cairn.auth.token.AccessClaims;
import dev.cairn.contracts.http.AccessTokenDecoders;
import dev.cairn.contracts.id.DeviceId;
import java.util.UUID;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** Writes into access and ID tokens what Cairn's services and the web app want to know. */
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
    static boolean isAccessToken(Jwt token) {
        return AccessTokenDecoders.TYPE.equals(token.getHeaders().get("typ"));
    }

    @Override
    public void customize(JwtEncodingContext context) {
        var authorization = context.getAuthorization();
        var principal = context.getPrincipal();
        if (authorization == null
                || principal == null
                || !(principal.getPrincipal() instanceof SignedInAccount account)) {
            throw new IllegalStateException("a token is always somebody's");
        }
        var claims = context.getClaims();
        claims.claim(SignIns.SIGN_IN_CLAIM, authorization.getId());
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getJwsHeader().type(AccessTokenDecoders.TYPE);
            var device = context.getRegisteredClient().getId().equals(Clients.DESKTOP)
                    ? new DeviceId(UUID.fromString(authorization.getId()))
                    : null;
            AccessClaims.write(account.signInName(), account.admin(), account.delegated(), device, claims::claim);
        } else {
            claims.claim(StandardClaimNames.NAME, account.signInName());
            claims.claim(StandardClaimNames.PREFERRED_USERNAME, account.signInName());
        }
    }
}
