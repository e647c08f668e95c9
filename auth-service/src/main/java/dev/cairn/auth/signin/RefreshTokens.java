package dev.cairn.auth.signin;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Makes refresh tokens, for public clients too (Spring's own generator refuses them): rotation guards those. */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {
    private static final int RANDOM_BYTES = 32;

    // Lets a scanner find one that was published by mistake.
    private static final String PREFIX = "cairn_rt_";

    private final SecureRandom random;
    private final InstantSource clock;

    RefreshTokens(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    @Override
    public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
            return null;
        }
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        var value = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        // As precise as the database, so that what is read compares equal to what was written.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var lifetime = context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive();
        return new OAuth2RefreshToken(value, now, now.plus(lifetime));
    }
}
