package dev.cairn.metadata.retention;

/** Something that is kept for a time. */
public interface Retained {
    /** Forgets at most {@code limit} things whose time is over, in one transaction; how many. */
    int forget(int limit);
}
