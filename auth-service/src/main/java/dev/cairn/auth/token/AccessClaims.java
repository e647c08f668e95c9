package dev.cairn.auth.token;

import dev.cairn.contracts.id.DeviceId;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What an access token says beyond the standard claims; {@link dev.cairn.contracts.http.JwtCallers} reads it. */
public final class AccessClaims {
    private AccessClaims() {}

    /** Writes the claims; {@code delegated} as {@link dev.cairn.contracts.caller.Caller#delegated}. */
    public static void write(
            String name,
            boolean admin,
            boolean delegated,
            @Nullable DeviceId device,
            BiConsumer<String, Object> claims) {
        claims.accept("name", name);
        if (admin) {
            claims.accept("roles", List.of("admin"));
        }
        if (delegated) {
            claims.accept("delegated", true);
        }
        if (device != null) {
            claims.accept("did", device.toString());
        }
    }
}
