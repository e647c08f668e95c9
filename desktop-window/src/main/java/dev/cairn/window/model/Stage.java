package dev.cairn.window.model;

/** How far the way into the client has been gone. */
public enum Stage {
    /** Nobody is signed in. */
    SIGN_IN,
    /** Signed in; no folder is synced yet. */
    CHOOSE_FOLDER,
    /** Folders are synced. */
    AT_WORK
}
