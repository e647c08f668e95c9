package dev.cairn.auth.token;

import dev.cairn.auth.account.StoredAccount;
import dev.cairn.contracts.http.AccessTokenDecoders;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** Makes access tokens where no OAuth exchange takes place: for whoever showed an app password or signed with an S3 key. */
public final class TokenIssuer {
    private final JwtEncoder encoder;
    private final String issuer;
    private final InstantSource clock;

    TokenIssuer(JwtEncoder encoder, String issuer, InstantSource clock) {
        this.encoder = encoder;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A token that acts for the account. Administrator's rights are not in it: they need a real sign-in. */
    public IssuedToken issue(StoredAccount account, String audience, Duration lifetime) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var expires = now.plus(lifetime);
        var claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .issuer(issuer)
                .subject(account.id().toString())
                .audience(List.of(audience))
                .issuedAt(now)
                .notBefore(now)
                .expiresAt(expires);
        AccessClaims.write(account.name(), false, true, null, claims::claim);
        var header = JwsHeader.with(SignatureAlgorithm.RS256)
                .type(AccessTokenDecoders.TYPE)
                .build();
        var token = encoder.encode(JwtEncoderParameters.from(header, claims.build()));
        return new IssuedToken(token.getTokenValue(), expires);
    }
}
