package dev.cairn.contracts.process;

import java.net.URI;
import java.util.Locale;
import org.springframework.core.env.Environment;

/** The services, and where each listens unless told otherwise (ARCHITECTURE.md, "One process or many"). */
public enum Service {
    AUTH(7851),
    UPLOAD(7871),
    STORAGE(7881),
    METADATA(7891),
    SYNC(7901),
    NOTIFICATION(7911);

    private final int port;

    Service(int port) {
        this.port = port;
    }

    /** Its address: the property {@code cairn.services.<name>}, else its port on this machine. */
    public URI address(Environment environment) {
        var property = "cairn.services." + name().toLowerCase(Locale.ROOT);
        return URI.create(environment.getProperty(property, "http://127.0.0.1:" + port));
    }
}
