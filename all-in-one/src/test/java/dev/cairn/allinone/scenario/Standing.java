package dev.cairn.allinone.scenario;

import dev.cairn.contracts.metadata.SpaceRole;
import org.jspecify.annotations.Nullable;

/** How somebody stands to a space. */
enum Standing {
    /** Not signed in. */
    ANONYMOUS(null),
    /** Signed in, no member. */
    STRANGER(null),
    UPLOADER(SpaceRole.UPLOADER),
    VIEWER(SpaceRole.VIEWER),
    COMMENTER(SpaceRole.COMMENTER),
    EDITOR(SpaceRole.EDITOR),
    MANAGER(SpaceRole.MANAGER),
    OWNER(SpaceRole.OWNER);

    private final @Nullable SpaceRole role;

    Standing(@Nullable SpaceRole role) {
        this.role = role;
    }

    @Nullable
    SpaceRole role() {
        return role;
    }

    boolean has(SpaceRole needed) {
        return role != null && role.includes(needed);
    }

    /** Whether they may know what is in the space. */
    boolean sees() {
        return has(SpaceRole.VIEWER);
    }
}
