package dev.cairn.desktop.fs;

/** What a name on disk stands for. */
public enum Kind {
    /** A regular file. */
    FILE,
    /** A folder. */
    FOLDER,
    /** A symbolic link; never followed. */
    LINK,
    /** A device, a socket, a pipe. */
    OTHER;

    /** Whether Cairn keeps such things in step. */
    public boolean synced() {
        return this == FILE || this == FOLDER;
    }
}
