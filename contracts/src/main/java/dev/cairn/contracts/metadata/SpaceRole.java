package dev.cairn.contracts.metadata;

/** What a member may do in a space. Of several roles that reach somebody the greatest counts, in the order they stand here. */
public enum SpaceRole {
    /** Adds files and learns nothing of what is there, not even whether a name is taken. */
    UPLOADER,
    /** Reads files and versions. */
    VIEWER,
    /** Also comments. */
    COMMENTER,
    /** Changes files and folders, restores what was deleted, makes share links. */
    EDITOR,
    /** Adds and removes members, deletes for good. */
    MANAGER,
    /** Deletes the space. */
    OWNER;

    /** Whether who has this role may do all that {@code other} may. Who only reads does not add, though the role is greater. */
    public boolean includes(SpaceRole other) {
        return other == UPLOADER ? this == UPLOADER || includes(EDITOR) : compareTo(other) >= 0;
    }

    /** Whether it lets somebody know what is in the space. */
    public boolean sees() {
        return includes(VIEWER);
    }

    /** The one of two that counts. */
    public SpaceRole or(SpaceRole other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
