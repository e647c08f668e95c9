package dev.cairn.contracts.metadata;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role that was given to somebody. Who has several has the greatest of them.
 *
 * @param id the account's or the group's
 * @param name the account's sign-in name or the group's name
 * @param by who gave it; null when that was before anybody wrote it down
 */
public record SpaceGrant(
        Kind kind,
        UUID id,
        String name,
        SpaceRole role,
        Instant since,
        @Nullable String by) {
    /** To whom. */
    public enum Kind {
        /** One account. */
        ACCOUNT,
        /** Everybody in a group. */
        GROUP
    }
}
