package dev.cairn.auth.signin;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.account.PasswordSignIn;
import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.auth.device.Devices;
import dev.cairn.auth.secret.AppPasswords;
import dev.cairn.auth.token.SigningKeys;
import dev.cairn.auth.token.TokenProperties;
import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.Ids;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/** The authorization server and the sign-in page. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInProperties.class)
public class SignInConfiguration {
    /** Before the chain of the REST API and the web app's: this one names its addresses one by one. */
    static final int ORDER = 10;

    @Bean
    JdbcSignIns authOpenSessions(JdbcDatabase database) {
        return new JdbcSignIns(database);
    }

    @Bean
    RegisteredClientRepository authClients(ClusterSecret secret, TokenProperties tokens, SignInProperties signIns) {
        return Clients.all(secret, tokens, signIns);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(TokenProperties properties) {
        return AuthorizationServerSettings.builder().issuer(properties.issuer()).build();
    }

    @Bean
    SessionRegistry noSessionRegistry() {
        return new NoSessionRegistry();
    }

    @Bean
    SignIns authSignIns(
            JdbcSignIns store,
            JdbcDatabase database,
            Accounts accounts,
            Devices devices,
            RegisteredClientRepository clients,
            JWKSource<SecurityContext> keys,
            TokenProperties properties,
            JsonMapper json,
            InstantSource clock) {
        var anyToken = NimbusJwtDecoder.withJwkSource(keys).build();
        anyToken.setJwtValidator(new JwtIssuerValidator(properties.issuer()));
        return new SignIns(store, database, accounts, devices, clients, anyToken, json, clock);
    }

    @Bean
    OAuth2TokenGenerator<OAuth2Token> authTokenGenerator(JwtEncoder encoder, InstantSource clock) {
        var jwts = new JwtGenerator(encoder);
        jwts.setJwtCustomizer(new TokenClaims());
        jwts.setClock(clock.withZone(ZoneOffset.UTC));
        return new DelegatingOAuth2TokenGenerator(jwts, new RefreshTokens(new SecureRandom(), clock));
    }

    @Bean
    PasswordGrant passwordGrant(
            PasswordSignIn passwords,
            AppPasswords appPasswords,
            SignIns signIns,
            OAuth2TokenGenerator<OAuth2Token> generator,
            InstantSource clock) {
        return new PasswordGrant(passwords, appPasswords, signIns, generator, new Ids(clock, new SecureRandom()));
    }

    @Bean
    RefreshGrant refreshGrant(SignIns signIns, OAuth2TokenGenerator<OAuth2Token> generator) {
        return new RefreshGrant(signIns, new OAuth2RefreshTokenAuthenticationProvider(signIns, generator));
    }

    @Bean
    SignInController signInController() {
        return new SignInController();
    }

    @Bean
    Background authMaintenance(JdbcSignIns store, SigningKeys keys, InstantSource clock) {
        return new Background("auth-maintenance", Maintenance.FIRST, new Maintenance(store, keys, clock)::turn);
    }

    @Bean
    @Order(ORDER)
    SecurityFilterChain signInSecurity(
            HttpSecurity http,
            RegisteredClientRepository clients,
            SignIns signIns,
            OAuth2TokenGenerator<OAuth2Token> generator,
            PasswordGrant passwordGrant,
            RefreshGrant refreshGrant,
            PasswordSignIn passwords,
            Accounts accounts)
            throws Exception {
        return new SignInSecurity(clients, signIns, generator, passwordGrant, refreshGrant, passwords, accounts)
                .configure(http);
    }
}
