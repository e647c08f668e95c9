package dev.cairn.auth.signin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a code or a refresh token.
 *
 * @param used when it was exchanged
 * @param voided when another took its place, because its reply was lost
 * @param attempt hash, in hex, of the attempt it was exchanged in
 */
record StoredToken(
        UUID signIn,
        Kind kind,
        Instant issued,
        Instant expires,
        @Nullable Instant used,
        @Nullable Instant voided,
        @Nullable String attempt) {
    enum Kind {
        CODE("code"),
        REFRESH("refresh");

        private final String column;

        Kind(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    boolean fresh() {
        return used == null && voided == null;
    }
}
