package dev.cairn.testkit.fake;

import dev.cairn.contracts.caller.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Access tokens one can read: {@code token-of-<name>} lives an hour, {@code token-of-<name>.<epoch millis>} until then. Any name
 * is an account, the one {@link FakeCallers} gives it.
 */
public final class FakeTokens implements JwtDecoder {
    private static final String PREFIX = "token-of-";
    private static final Duration LIFE = Duration.ofHours(1);

    private final InstantSource clock;

    public FakeTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** A token of this name that ends at a time. */
    public static String until(String name, Instant end) {
        return PREFIX + name + "." + end.toEpochMilli();
    }

    @Override
    public Jwt decode(String token) {
        if (!token.startsWith(PREFIX)) {
            throw new BadJwtException("not a token of these tests");
        }
        var parts = token.substring(PREFIX.length()).split("\\.", 2);
        var now = clock.instant();
        var end = parts.length == 2 ? Instant.ofEpochMilli(Long.parseLong(parts[1])) : now.plus(LIFE);
        if (!now.isBefore(end)) {
            throw new BadJwtException("expired");
        }
        Caller caller = FakeCallers.named(parts[0]);
        return Jwt.withTokenValue(token)
                .header("alg", "none")
                .subject(caller.account().toString())
                .claim("name", caller.name())
                .issuedAt(end.minus(LIFE))
                .expiresAt(end)
                .build();
    }
}
