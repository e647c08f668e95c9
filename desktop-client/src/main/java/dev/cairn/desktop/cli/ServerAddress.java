package dev.cairn.desktop.cli;

import java.net.URI;

/** The address of an installation, as people type it. */
final class ServerAddress {
    private ServerAddress() {}

    static URI parse(String text) {
        var full = text.contains("://") ? text : "https://" + text;
        try {
            var address = URI.create(full);
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (http && address.getHost() != null && address.getQuery() == null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new CommandException(ExitCode.USAGE, "\"" + text + "\" is not an address like https://cairn.example.org");
    }
}
