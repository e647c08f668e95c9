package dev.cairn.desktop.proxy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the environment says about proxies, as curl reads it: {@code http_proxy} (in small letters only), {@code https_proxy}, {@code all_proxy},
 * {@code no_proxy}. Where it says nothing, what Java knows: {@code -Dhttps.proxyHost} and the like. This machine itself is reached directly.
 */
final class SystemProxies {
    private static final Logger LOG = LoggerFactory.getLogger(SystemProxies.class);
    private static final int PORT = 1080;
    private static final Exceptions LOOPBACK = Exceptions.parse("localhost 127.0.0.1 ::1 0:0:0:0:0:0:0:1");

    static {
        // Read once by Java: what people set in the settings of Windows and macOS counts. Elsewhere that is the
        // environment.
        var system = System.getProperty("os.name", "");
        if ((system.startsWith("Windows") || system.startsWith("Mac"))
                && System.getProperty("java.net.useSystemProxies") == null) {
            System.setProperty("java.net.useSystemProxies", "true");
        }
    }

    private final Map<String, String> environment;

    SystemProxies(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Null: none. */
    @Nullable
    Way way(URI address) {
        if (LOOPBACK.contains(address)) {
            return null;
        }
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        var named = scheme.equals("http") ? either("http_proxy", "http_proxy") : either("https_proxy", "HTTPS_PROXY");
        var text = named.isEmpty() ? either("all_proxy", "ALL_PROXY") : named;
        if (text.isEmpty()) {
            return ofJava(address);
        }
        return Exceptions.parse(either("no_proxy", "NO_PROXY")).contains(address) ? null : parse(text);
    }

    private String either(String name, String other) {
        var value = environment.getOrDefault(name, "");
        return (value.isEmpty() ? environment.getOrDefault(other, "") : value).strip();
    }

    /** A variable that cannot be used is named without what is in it: that may be a password. */
    private static @Nullable Way parse(String text) {
        try {
            var proxy = URI.create(text.contains("://") ? text : "http://" + text);
            if ("http".equalsIgnoreCase(proxy.getScheme()) && proxy.getHost() != null) {
                var user = proxy.getRawUserInfo();
                int colon = user == null ? -1 : user.indexOf(':');
                return Way.through(
                        proxy.getHost(),
                        proxy.getPort() < 0 ? PORT : proxy.getPort(),
                        user == null ? null : decoded(colon < 0 ? user : user.substring(0, colon)),
                        user == null ? null : decoded(colon < 0 ? "" : user.substring(colon + 1)));
            }
        } catch (IllegalArgumentException e) {
            // Said below, without its text.
        }
        LOG.warn("The proxy in the environment is none of HTTP and is not used; \"cairn client proxy\" sets one");
        return null;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static @Nullable Way ofJava(URI address) {
        var known = ProxySelector.getDefault();
        if (known == null) {
            return null;
        }
        return known.select(address).stream()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(proxy -> new Way((InetSocketAddress) proxy.address(), null))
                .findFirst()
                .orElse(null);
    }
}
