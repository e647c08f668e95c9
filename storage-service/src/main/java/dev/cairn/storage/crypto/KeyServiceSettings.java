package dev.cairn.storage.crypto;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A HashiCorp Vault or OpenBao whose transit engine wraps the root key.
 *
 * @param address scheme, host and port; {@code https}, or {@code http} on the loopback interface, because a token travels
 * @param mount where the engine is mounted
 * @param key the name of its key
 * @param tokenFile its first line is the token; read for every call, so an agent may renew it
 * @param namespace null: none
 * @param timeout for one call
 */
public record KeyServiceSettings(
        URI address,
        String mount,
        String key,
        Path tokenFile,
        @Nullable String namespace,
        Duration timeout) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final Pattern MOUNT = Pattern.compile("[A-Za-z0-9_.-]{1,64}(/[A-Za-z0-9_.-]{1,64}){0,7}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    /** {@link IllegalArgumentException} for what would not work or would show the token. */
    public KeyServiceSettings {
        var host = address.getHost();
        var path = address.getPath();
        if (host == null
                || address.getUserInfo() != null
                || address.getQuery() != null
                || !(path == null || path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("cairn.storage.kms.address is scheme, host and port");
        }
        boolean local = LOOPBACK.matcher(host).matches();
        if (!"https".equals(address.getScheme()) && !(local && "http".equals(address.getScheme()))) {
            throw new IllegalArgumentException("cairn.storage.kms.address is https, or http on this machine");
        }
        if (!NAME.matcher(key).matches() || !MOUNT.matcher(mount).matches()) {
            throw new IllegalArgumentException("cairn.storage.kms.key and .mount have letters, digits, _, . and -");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("cairn.storage.kms.timeout is positive");
        }
    }

    URI call(String operation) {
        return address.resolve("/v1/" + mount + "/" + operation + "/" + key);
    }
}
