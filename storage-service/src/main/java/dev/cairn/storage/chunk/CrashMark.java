package dev.cairn.storage.chunk;

/** A mark in the database that is gone when it has crashed, or another has taken its place, and with it rows that were not durable yet. */
public interface CrashMark {
    /** Whether it is there still. */
    boolean stands();

    /** Leaves it there. */
    void leave();
}
