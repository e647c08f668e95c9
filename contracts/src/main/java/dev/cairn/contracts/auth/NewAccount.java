package dev.cairn.contracts.auth;

import org.jspecify.annotations.Nullable;

/**
 * An account to be made.
 *
 * @param name 1 to 64 characters: letters, digits, {@code . _ - @}; unique without regard to case
 * @param password 8 to 1024 characters
 * @param admin absent: false
 */
public record NewAccount(
        String name,
        String password,
        @Nullable String displayName,
        @Nullable String email,
        @Nullable Boolean admin) {
    @Override
    public Boolean admin() {
        return Boolean.TRUE.equals(admin);
    }

    @Override
    public String toString() {
        return "NewAccount[" + name + "]";
    }
}
