package dev.cairn.desktop.proxy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a client reaches its server, as it is kept on disk for its owner only.
 *
 * @param version 1 (docs/formats.md, "Proxy")
 * @param mode {@code system}, {@code none} or {@code manual}; the members below are for the last
 * @param host of an HTTP proxy
 * @param user null: the proxy asks for no credentials
 * @param except hosts that are reached directly, as in {@code no_proxy}; at most {@link #EXCEPT_MAX}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProxySettings(
        int version,
        String mode,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String user,
        @Nullable String password,
        @Nullable List<String> except) {
    /** So many hosts can be excepted. */
    public static final int EXCEPT_MAX = 100;

    private static final String OF_SYSTEM = "system";
    private static final String DIRECT = "none";
    private static final String MANUAL = "manual";
    private static final int PORT_MAX = 65_535;

    /** As the environment says ({@code https_proxy}, {@code no_proxy}), else as Java does. */
    public static final ProxySettings SYSTEM = new ProxySettings(1, OF_SYSTEM, null, null, null, null, null);

    /** No proxy, whatever the system says. */
    public static final ProxySettings NONE = new ProxySettings(1, DIRECT, null, null, null, null, null);

    /** {@link IllegalArgumentException} with a sentence for people when it makes no sense. */
    public ProxySettings {
        if (version != 1) {
            throw new IllegalArgumentException("a proxy of version " + version + " was written by a later client");
        }
        except = except == null ? null : List.copyOf(except);
        if (except != null && except.size() > EXCEPT_MAX) {
            throw new IllegalArgumentException("no more than " + EXCEPT_MAX + " hosts can be excepted");
        }
        switch (mode) {
            case OF_SYSTEM, DIRECT -> {}
            case MANUAL -> check(host, port, user, password);
            default -> throw new IllegalArgumentException("\"" + mode + "\" is no way to a server");
        }
    }

    private static void check(
            @Nullable String host, @Nullable Integer port, @Nullable String user, @Nullable String password) {
        if (host == null || host.isBlank() || host.matches(".*[/@\\s].*")) {
            throw new IllegalArgumentException("a proxy has a host, without http:// and without a name in it");
        }
        if (port == null || port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("a proxy has a port from 1 to " + PORT_MAX);
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("a name needs a password, and a password a name");
        }
        if (user != null && user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a name for a proxy has no colon (RFC 7617)");
        }
    }

    /** An HTTP proxy. */
    public static ProxySettings manual(
            String host, int port, @Nullable String user, @Nullable String password, List<String> except) {
        return new ProxySettings(1, MANUAL, host, port, user, password, except);
    }

    /** Whether the system says. */
    @JsonIgnore
    public boolean isSystem() {
        return mode.equals(OF_SYSTEM);
    }

    /** Whether a person said which one. */
    @JsonIgnore
    public boolean isManual() {
        return mode.equals(MANUAL);
    }

    /** For people and logs; without the password. */
    @Override
    public String toString() {
        return switch (mode) {
            case OF_SYSTEM -> "as the system says";
            case DIRECT -> "none";
            default ->
                String.format(Locale.ROOT, "%s:%d", host, port)
                        + (user == null ? "" : " as " + user)
                        + (except == null || except.isEmpty() ? "" : ", but for " + String.join(", ", except));
        };
    }
}
