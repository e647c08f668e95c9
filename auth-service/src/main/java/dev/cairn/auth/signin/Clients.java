package dev.cairn.auth.signin;

import dev.cairn.auth.token.TokenProperties;
import dev.cairn.contracts.auth.WebClient;
import dev.cairn.contracts.caller.ClusterSecret;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The two clients: the web app, which keeps a secret, and the desktop client, which everybody can take apart (ADR 0022). */
final class Clients {
    /** The desktop client and the command line. */
    static final String DESKTOP = "cairn-desktop";

    /** Sign-in without a browser. */
    static final AuthorizationGrantType PASSWORD = new AuthorizationGrantType("urn:cairn:oauth:grant-type:password");

    private Clients() {}

    static RegisteredClientRepository all(ClusterSecret secret, TokenProperties tokens, SignInProperties signIns) {
        return new InMemoryRegisteredClientRepository(web(secret, tokens, signIns), desktop(tokens, signIns));
    }

    private static RegisteredClient web(ClusterSecret secret, TokenProperties tokens, SignInProperties signIns) {
        return RegisteredClient.withId(WebClient.ID)
                .clientId(WebClient.ID)
                .clientSecret(ClientSecrets.digest(WebClient.secret(secret)))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                // Stands for the same path on every origin: OwnOrigin decides.
                .redirectUri(tokens.issuer() + WebClient.REDIRECT_PATH)
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .clientSettings(firstParty())
                // Its refresh tokens are of no use without its secret; rotating them would only make tabs race.
                .tokenSettings(
                        lifetimes(tokens, signIns).reuseRefreshTokens(true).build())
                .build();
    }

    private static RegisteredClient desktop(TokenProperties tokens, SignInProperties signIns) {
        return RegisteredClient.withId(DESKTOP)
                .clientId(DESKTOP)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .authorizationGrantType(PASSWORD)
                // Any port of the loopback interface (RFC 8252, section 7.3).
                .redirectUri("http://127.0.0.1/callback")
                .redirectUri("http://[::1]/callback")
                .clientSettings(firstParty())
                .tokenSettings(
                        lifetimes(tokens, signIns).reuseRefreshTokens(false).build())
                .build();
    }

    private static ClientSettings firstParty() {
        return ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(false)
                .build();
    }

    private static TokenSettings.Builder lifetimes(TokenProperties tokens, SignInProperties signIns) {
        return TokenSettings.builder()
                .accessTokenTimeToLive(tokens.accessTokenLifetime())
                .refreshTokenTimeToLive(signIns.refreshTokenLifetime())
                .authorizationCodeTimeToLive(signIns.codeLifetime());
    }
}
