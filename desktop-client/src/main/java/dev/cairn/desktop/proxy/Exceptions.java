package dev.cairn.desktop.proxy;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Hosts that are reached without a proxy, as curl reads {@code no_proxy}: {@code *}, a host, a domain with or without a leading dot (and what
 * is below it), an address; each perhaps with a port. No networks, no patterns.
 */
record Exceptions(List<String> entries) {
    private static final String ALL = "*";

    static Exceptions parse(String text) {
        return new Exceptions(List.of(text.strip().split("[\\s,]+")));
    }

    boolean contains(URI address) {
        var host = bare(address.getHost());
        int port = address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
        return entries.stream().anyMatch(entry -> matches(entry.toLowerCase(Locale.ROOT), host, port));
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals(ALL)) {
            return true;
        }
        int colon = entry.lastIndexOf(':');
        boolean withPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        if (withPort && !entry.substring(colon + 1).equals(String.valueOf(port))) {
            return false;
        }
        var wanted = bare(withPort ? entry.substring(0, colon) : entry);
        var domain = wanted.startsWith(".") ? wanted.substring(1) : wanted;
        return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
    }

    private static String bare(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }
}
