package dev.cairn.contracts.http;

import dev.cairn.contracts.caller.AccessToken;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Role;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.springframework.security.oauth2.jwt.Jwt;

/** Reads a caller from a verified access token: {@code sub}, {@code name}, {@code roles}, {@code did}, {@code delegated}. */
public final class JwtCallers {
    private JwtCallers() {}

    /** The caller the token speaks for. */
    public static Caller caller(Jwt token) {
        var roles = EnumSet.noneOf(Role.class);
        var claimed = token.getClaimAsStringList("roles");
        if ((claimed == null ? List.<String>of() : claimed).contains("admin")) {
            roles.add(Role.ADMIN);
        }
        var subject = Objects.requireNonNull(token.getSubject(), "an access token names its account");
        var name = token.getClaimAsString("name");
        var device = token.getClaimAsString("did");
        return new Caller(
                AccountId.of(subject),
                name == null ? subject : name,
                roles,
                device == null ? null : DeviceId.of(device),
                Boolean.TRUE.equals(token.getClaimAsBoolean("delegated")),
                new AccessToken(token.getTokenValue()));
    }
}
