package dev.cairn.contracts.metadata;

/** What a member may do in a space; each role includes the ones before it. */
public enum SpaceRole {
    /** Reads files and versions. */
    VIEWER,
    /** Changes files and folders, restores what was deleted, makes share links. */
    EDITOR,
    /** Adds and removes members, deletes for good. */
    MANAGER,
    /** Deletes the space. */
    OWNER;

    /** Whether this role includes {@code other}. */
    public boolean includes(SpaceRole other) {
        return compareTo(other) >= 0;
    }
}
