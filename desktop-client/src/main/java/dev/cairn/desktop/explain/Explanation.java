package dev.cairn.desktop.explain;

import dev.cairn.desktop.ignore.Ruling;
import org.jspecify.annotations.Nullable;

/**
 * What the client thinks of a path.
 *
 * @param why for people; null when the state says it all
 * @param rule what it is ignored by; null unless it is
 */
public record Explanation(
        State state, @Nullable String why, @Nullable Ruling rule) {
    /** One word. */
    public enum State {
        /** The server has exactly this. */
        SYNCED,
        /** It will be equal on both sides when what is under way is done. */
        WAITING,
        /** An ignore rule keeps it on this disk. */
        IGNORED,
        /** It is in a folder that is not kept on this device. */
        UNSELECTED,
        /** Something keeps it from being synced: its name, its size, rights, the server's refusal. */
        PROBLEM,
        /** It is gone from this disk, and deletions on the server wait for a word. */
        HELD,
        /** It is a link, a device or the like. */
        SKIPPED,
        /** It belongs to the client itself. */
        INTERNAL,
        /** It lies in no synced folder. */
        OUTSIDE,
        /** There is nothing of this name, neither here nor on the server. */
        ABSENT
    }

    static Explanation of(State state, @Nullable String why) {
        return new Explanation(state, why, null);
    }

    /** A path in no synced folder. */
    public static Explanation outside() {
        return of(State.OUTSIDE, "it lies in no synced folder");
    }
}
