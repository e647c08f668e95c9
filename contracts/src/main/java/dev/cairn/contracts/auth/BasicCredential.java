package dev.cairn.contracts.auth;

import java.time.Instant;

/** A token made from an app password. */
public record BasicCredential(String accessToken, Instant expires) {
    @Override
    public String toString() {
        return "BasicCredential[hidden]";
    }
}
