package dev.cairn.desktop.remote;

import java.io.IOException;

/** Where access tokens come from. Thread-safe. */
public interface AccessTokens {
    /** A token that is good for some time yet; may ask the server for a new one. */
    String current() throws IOException;

    /** The server refused this one: the next {@link #current} is another. */
    void rejected(String token);
}
