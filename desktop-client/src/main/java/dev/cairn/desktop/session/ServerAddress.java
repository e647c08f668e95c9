package dev.cairn.desktop.session;

import dev.cairn.desktop.session.CannotException.Reason;
import java.net.URI;

/** The address of an installation, as people type it. */
public final class ServerAddress {
    private ServerAddress() {}

    /** {@link CannotException} (WRONG) when it is none; without a scheme, https. */
    public static URI parse(String text) {
        var full = text.contains("://") ? text : "https://" + text;
        try {
            var address = URI.create(full.strip());
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (http && address.getHost() != null && address.getQuery() == null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new CannotException(Reason.WRONG, "\"" + text + "\" is not an address like https://cairn.example.org");
    }
}
