package dev.cairn.desktop.proxy;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that is used for a request.
 *
 * @param authorization value of {@code Proxy-Authorization} (RFC 7617); null: none is sent
 */
record Way(InetSocketAddress proxy, @Nullable String authorization) {
    static Way through(String host, int port, @Nullable String user, @Nullable String password) {
        return new Way(InetSocketAddress.createUnresolved(host, port), user == null ? null : basic(user, password));
    }

    private static String basic(String user, @Nullable String password) {
        var pair = user + ":" + (password == null ? "" : password);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return proxy.getHostString() + ":" + proxy.getPort();
    }
}
