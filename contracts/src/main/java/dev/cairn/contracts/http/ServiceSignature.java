package dev.cairn.contracts.http;

import dev.cairn.contracts.caller.ClusterSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * How one service proves to another that it belongs to the installation: {@code v1.<unix seconds>.<hex HMAC-SHA256 of method,
 * path and seconds>} in the header {@code Cairn-Service}. It proves the service, not the user; the user's token travels beside it.
 */
public final class ServiceSignature {
    /** The header. */
    public static final String HEADER = "Cairn-Service";

    private static final Duration SKEW_MAX = Duration.ofSeconds(90);

    private final SecretKey key;
    private final InstantSource clock;

    public ServiceSignature(ClusterSecret secret, InstantSource clock) {
        this.key = secret.derive("service");
        this.clock = clock;
    }

    /** The header's value for a request. {@code path} is the raw (encoded) path without the query. */
    public String sign(String method, String path) {
        return value(method, path, clock.instant().getEpochSecond());
    }

    /** Whether the value was made by a service of this installation, for this request, in the last minute and a half. */
    public boolean verify(String method, String path, String value) {
        var parts = value.split("\\.", 3);
        if (parts.length != 3
                || parts[1].length() > 12
                || !parts[1].chars().allMatch(Character::isDigit)
                || parts[1].isEmpty()) {
            return false;
        }
        long seconds = Long.parseLong(parts[1]);
        if (Math.abs(clock.instant().getEpochSecond() - seconds) > SKEW_MAX.toSeconds()) {
            return false;
        }
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.US_ASCII),
                value(method, path, seconds).getBytes(StandardCharsets.US_ASCII));
    }

    private String value(String method, String path, long seconds) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            var signed = mac.doFinal((method + "\n" + path + "\n" + seconds).getBytes(StandardCharsets.UTF_8));
            return "v1." + seconds + "." + HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
