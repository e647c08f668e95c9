package dev.cairn.desktop.cli;

/** What a command's exit tells scripts. */
final class ExitCode {
    /** Done; for {@code client sync}: both sides are equal. */
    static final int DONE = 0;
    /** It failed; the message says why. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** The server refused the sign-in, or nobody is signed in. */
    static final int SIGN_IN = 3;
    /** The server cannot be reached. */
    static final int UNREACHABLE = 4;
    /** Another process uses this home. */
    static final int BUSY = 5;
    /** Some paths could not be synced, or are of a kind that is not: links, devices, sockets. */
    static final int INCOMPLETE = 6;
    /** A synced folder is not there, or it or its journal cannot be used. */
    static final int FOLDER_GONE = 7;

    /** So much is gone from a folder that deletions on the server wait for a word. */
    static final int HELD = 8;

    /** There is no room on this disk for everything. */
    static final int DISK_FULL = 9;

    /** A check found something wrong with what is stored. */
    static final int FOUND = 10;

    /** Somebody paused the client. */
    static final int PAUSED = 11;

    private ExitCode() {}
}
