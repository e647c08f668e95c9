package dev.cairn.window.model;

import org.jspecify.annotations.Nullable;

/**
 * Something somebody may want to look at.
 *
 * @param folder the synced folder, an absolute path
 * @param path what it is about, relative to the folder; empty: the folder itself
 * @param what a sentence
 * @param advice what can be done; null when it is only good to know
 */
public record Trouble(
        Kind kind,
        String folder,
        String path,
        String what,
        @Nullable String advice) {
    /** What kind of thing. */
    public enum Kind {
        /** Deletions wait for a word. */
        HELD,
        /** A path cannot be synced at the moment. */
        PROBLEM,
        /** A path is of a kind that is not synced. */
        SKIPPED
    }
}
