package dev.cairn.contracts.auth;

import org.jspecify.annotations.Nullable;

/** What an administrator changes of an account; null leaves a field as it is. */
public record AccountChange(
        @Nullable String displayName,
        @Nullable String email,
        @Nullable String password,
        @Nullable Boolean admin,
        @Nullable Boolean enabled) {
    @Override
    public String toString() {
        return "AccountChange[hidden]";
    }
}
