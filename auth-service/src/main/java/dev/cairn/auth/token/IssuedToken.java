package dev.cairn.auth.token;

import java.time.Instant;

/** A new access token and when it ends. */
public record IssuedToken(String value, Instant expires) {
    @Override
    public String toString() {
        return "IssuedToken[hidden]";
    }
}
