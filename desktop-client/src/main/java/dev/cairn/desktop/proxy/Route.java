package dev.cairn.desktop.proxy;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which way requests of a client go: directly or through a proxy, for which it brings the credentials. Thread-safe. */
public final class Route extends ProxySelector {
    static {
        // Without this the JDK drops credentials for a proxy on the way to https and WebSockets; it reads it once. They
        // go where their
        // owner wants them to go (ADR 0164).
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
    }

    private final SystemProxies system;
    private volatile ProxySettings settings;

    Route(ProxySettings settings, SystemProxies system) {
        this.settings = settings;
        this.system = system;
    }

    /** As somebody said. */
    public static Route of(ProxySettings settings) {
        return new Route(settings, new SystemProxies(System.getenv()));
    }

    /** The one a client was made with; null when it was made with another selector of proxies. */
    public static @Nullable Route of(HttpClient client) {
        return client.proxy().orElse(null) instanceof Route route ? route : null;
    }

    /** These hold from now on, for requests that begin. */
    public void use(ProxySettings now) {
        settings = now;
    }

    private @Nullable Way way(URI address) {
        var now = settings;
        if (now.isSystem()) {
            return system.way(address);
        }
        var host = now.host();
        var port = now.port();
        if (host == null || port == null) {
            return null;
        }
        var except = now.except();
        return except != null && new Exceptions(except).contains(address)
                ? null
                : Way.through(host, port, now.user(), now.password());
    }

    /** Value of {@code Proxy-Authorization} for a request; null: it goes directly, or to a proxy that asks for nothing. */
    public @Nullable String authorization(URI address) {
        var way = way(address);
        return way == null ? null : way.authorization();
    }

    /** The proxy for an address, for people; null: none. */
    public @Nullable String through(URI address) {
        var way = way(address);
        return way == null ? null : way.toString();
    }

    @Override
    public List<Proxy> select(URI address) {
        var way = way(address);
        return List.of(way == null ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, way.proxy()));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // There is no second one.
    }
}
