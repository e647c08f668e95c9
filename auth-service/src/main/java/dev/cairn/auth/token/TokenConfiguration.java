package dev.cairn.auth.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.auth.database.Seal;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.AccessTokenDecoders;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Keys, and what signs and verifies with them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
public class TokenConfiguration {
    @Bean
    SigningKeys signingKeys(
            JdbcDatabase database, ClusterSecret secret, TokenProperties properties, InstantSource clock) {
        var seal = new Seal(secret, "auth-signing-key", new SecureRandom());
        return new SigningKeys(new JdbcSigningKeys(database, seal), database, properties.keyRotation(), clock);
    }

    /** What {@code /oauth2/jwks} shows: public keys only. */
    @Bean
    JWKSource<SecurityContext> publishedKeys(SigningKeys keys) {
        return (selector, context) -> selector.select(keys.published());
    }

    @Bean
    JwtEncoder jwtEncoder(SigningKeys keys) {
        return new NimbusJwtEncoder((selector, context) -> selector.select(new JWKSet(keys.current())));
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys, TokenProperties properties, InstantSource clock) {
        return AccessTokenDecoders.local(keys, properties.issuer(), clock);
    }

    @Bean
    TokenIssuer tokenIssuer(JwtEncoder encoder, TokenProperties properties, InstantSource clock) {
        return new TokenIssuer(encoder, properties.issuer(), clock);
    }
}
