package dev.cairn.desktop.account;

import java.time.Instant;

/** An access token that the process which syncs this home lets others use, who must not exchange the refresh token meanwhile. */
public record LentToken(String token, Instant expires) {
    @Override
    public String toString() {
        return "LentToken[until " + expires + "]";
    }
}
