package dev.cairn.window.model;

/** How things stand as a whole, in one word; of several folders the later one counts. */
public enum Mood {
    /** Everything is the same here and there. */
    UP_TO_DATE,
    /** Looking, or moving files. */
    SYNCING,
    /** The server cannot be reached; changes wait. */
    OFFLINE,
    /** Somebody wants a rest. */
    PAUSED,
    /** Somebody has to look at something. */
    ATTENTION
}
