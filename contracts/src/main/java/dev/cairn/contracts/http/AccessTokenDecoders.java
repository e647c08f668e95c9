package dev.cairn.contracts.http;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Makes the {@link JwtDecoder} every process verifies access tokens with: signature, issuer, time, and type {@code at+jwt}
 * (RFC 9068). The type matters: an ID token is signed with the same key and passes through the address bar at sign-out.
 */
public final class AccessTokenDecoders {
    /** The {@code typ} header of an access token. */
    public static final String TYPE = "at+jwt";

    private static final Duration SKEW_MAX = Duration.ofSeconds(30);

    private AccessTokenDecoders() {}

    /** For the process that holds the keys. */
    public static JwtDecoder local(JWKSource<SecurityContext> keys, String issuer, InstantSource clock) {
        return checked(
                NimbusJwtDecoder.withJwkSource(keys)
                        .jwtProcessorCustomizer(AccessTokenDecoders::onlyAccessTokens)
                        .build(),
                issuer,
                clock);
    }

    /** For the others. The keys are fetched at the first token and when a token names a key not seen so far. */
    public static JwtDecoder remote(URI keys, String issuer, InstantSource clock) {
        return checked(
                NimbusJwtDecoder.withJwkSetUri(keys.toString())
                        .validateType(false)
                        .jwtProcessorCustomizer(AccessTokenDecoders::onlyAccessTokens)
                        .build(),
                issuer,
                clock);
    }

    private static JwtDecoder checked(NimbusJwtDecoder decoder, String issuer, InstantSource clock) {
        var time = new JwtTimestampValidator(SKEW_MAX);
        time.setClock(clock.withZone(ZoneOffset.UTC));
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(time, new JwtIssuerValidator(issuer)));
        return decoder;
    }

    private static void onlyAccessTokens(ConfigurableJWTProcessor<SecurityContext> processor) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TYPE)));
    }
}
