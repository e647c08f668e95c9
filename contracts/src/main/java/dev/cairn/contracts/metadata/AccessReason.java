package dev.cairn.contracts.metadata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link of the chain that ends at somebody's access.
 *
 * @param name the account's, the group's, or the id of the public link
 * @param role what it gives
 * @param path what it was given for: empty for the whole space
 * @param by who gave it; null when that was before anybody wrote it down
 */
public record AccessReason(
        Kind kind,
        String name,
        SpaceRole role,
        String path,
        Instant since,
        @Nullable String by) {
    /** How somebody comes to have access. */
    public enum Kind {
        /** They were given it themselves. */
        MEMBER,
        /** A group they are in was given it. */
        GROUP,
        /** Whoever knows the address of a public link has it. */
        LINK
    }
}
