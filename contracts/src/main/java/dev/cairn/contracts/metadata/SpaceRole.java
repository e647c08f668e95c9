package dev.cairn.contracts.metadata;

/** What a member may do in a space; each role includes the ones before it. */
public enum SpaceRole {
    /** Reads files and versions. */
    VIEWER,
    /** Changes files and folders. */
    EDITOR,
    /** Adds and removes members, makes share links. */
    MANAGER,
    /** Deletes the space. */
    OWNER;

    /** Whether this role includes {@code other}. */
    public boolean includes(SpaceRole other) {
        return compareTo(other) >= 0;
    }
}
