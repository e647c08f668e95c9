package dev.cairn.auth.signin;

import dev.cairn.auth.account.PasswordSignIn;
import dev.cairn.auth.account.StoredAccount;
import dev.cairn.auth.secret.AppPasswords;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.problem.ProblemException;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * Sign-in without a browser: a name and a password, the account's or an app password, for a device with its own refresh
 * token. For the command line, and for machines nobody sits at.
 */
final class PasswordGrant implements AuthenticationProvider {
    private final PasswordSignIn passwords;
    private final AppPasswords appPasswords;
    private final SignIns signIns;
    private final OAuth2TokenGenerator<? extends OAuth2Token> generator;
    private final Ids ids;

    PasswordGrant(
            PasswordSignIn passwords,
            AppPasswords appPasswords,
            SignIns signIns,
            OAuth2TokenGenerator<? extends OAuth2Token> generator,
            Ids ids) {
        this.passwords = passwords;
        this.appPasswords = appPasswords;
        this.signIns = signIns;
        this.generator = generator;
        this.ids = ids;
    }

    private record Verified(StoredAccount account, @Nullable UUID appPassword) {}

    @Override
    public Authentication authenticate(Authentication authentication) {
        var request = (PasswordGrantRequest) authentication;
        if (!(request.getPrincipal() instanceof OAuth2ClientAuthenticationToken client)
                || client.getRegisteredClient() == null
                || !client.isAuthenticated()) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        var registered = client.getRegisteredClient();
        if (!registered.getAuthorizationGrantTypes().contains(Clients.PASSWORD)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);
        }
        return signIn(request, client, registered, verify(request));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return PasswordGrantRequest.class.isAssignableFrom(authentication);
    }

    private Verified verify(PasswordGrantRequest request) {
        try {
            var appPassword = appPasswords.verify(request.username(), request.password());
            if (appPassword.isPresent()) {
                return new Verified(
                        appPassword.get().account(), appPassword.get().id());
            }
            return passwords
                    .check(request.username(), request.password(), request.address())
                    .map(account -> new Verified(account, null))
                    .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error(
                            OAuth2ErrorCodes.INVALID_GRANT, "The name or the password is wrong", null)));
        } catch (ProblemException e) {
            throw TokenErrors.of(e);
        }
    }

    private Authentication signIn(
            PasswordGrantRequest request,
            OAuth2ClientAuthenticationToken client,
            RegisteredClient registered,
            Verified verified) {
        var principal = SignedInAccount.of(verified.account(), verified.appPassword() != null);
        var authorization = OAuth2Authorization.withRegisteredClient(registered)
                .id(ids.next().toString())
                .principalName(principal.getName())
                .authorizationGrantType(Clients.PASSWORD)
                .attribute(Principal.class.getName(), principal.authentication())
                .attribute(SignIns.DEVICE_NAME, request.deviceName());
        if (verified.appPassword() != null) {
            authorization.attribute(SignIns.APP_PASSWORD, verified.appPassword().toString());
        }
        var begun = authorization.build();
        var context = DefaultOAuth2TokenContext.builder()
                .registeredClient(registered)
                .principal(principal.authentication())
                .authorizationServerContext(AuthorizationServerContextHolder.getContext())
                .authorization(begun)
                .authorizationGrantType(Clients.PASSWORD)
                .authorizationGrant(request);
        var jwt = generate(context.tokenType(OAuth2TokenType.ACCESS_TOKEN));
        var access = new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, jwt.getTokenValue(), jwt.getIssuedAt(), jwt.getExpiresAt());
        var refresh = (OAuth2RefreshToken) generate(context.tokenType(OAuth2TokenType.REFRESH_TOKEN));
        signIns.save(OAuth2Authorization.from(begun)
                .accessToken(access)
                .refreshToken(refresh)
                .build());
        return new OAuth2AccessTokenAuthenticationToken(
                registered, client, access, refresh, Map.of("did", begun.getId()));
    }

    private OAuth2Token generate(DefaultOAuth2TokenContext.Builder context) {
        return Objects.requireNonNull(generator.generate(context.build()));
    }
}
