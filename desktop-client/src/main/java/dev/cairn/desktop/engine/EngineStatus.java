package dev.cairn.desktop.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How things stand in one folder.
 *
 * @param state one word for programs
 * @param detail a sentence for people; null when the state says it all
 * @param nodes files and folders both sides agree on
 * @param uploads files waiting to be sent
 * @param downloads files waiting to be fetched
 * @param edits names and attributes waiting to be told to the server
 * @param unwatched folders whose changes are found by regular scans only
 * @param overflows how often, since the start, more changed at once than the system keeps track of; looked at again each time
 * @param problems paths that cannot be synced at the moment, and why
 * @param skipped paths that are not synced, and why
 * @param conflicts conflict copies made since the start
 * @param ignored things on disk that stay there because of a rule, folders counted as one with what is in them
 * @param held deletions that wait for a word; null when there are none
 */
public record EngineStatus(
        State state,
        @Nullable String detail,
        int nodes,
        int uploads,
        int downloads,
        int edits,
        int unwatched,
        int overflows,
        Map<String, String> problems,
        Map<String, String> skipped,
        int conflicts,
        int ignored,
        @Nullable Held held) {
    /** The same numbers; nothing more is done. */
    EngineStatus stopped(String why) {
        return new EngineStatus(
                State.STOPPED,
                why,
                nodes,
                uploads,
                downloads,
                edits,
                unwatched,
                overflows,
                problems,
                skipped,
                conflicts,
                ignored,
                held);
    }

    /**
     * So much vanished from the folder that nothing is deleted on the server before somebody says so.
     *
     * @param id names this hold in the answer
     * @param files how many are missing on disk
     * @param of how many both sides had agreed on
     */
    public record Held(String id, int files, int of) {}

    /** One word. */
    public enum State {
        /** Looking at the disk and the server for the first time. */
        STARTING,
        /** Both sides are equal, as far as is known. */
        IN_SYNC,
        /** Working on it. */
        SYNCING,
        /** Everything else is in sync; some paths have problems. */
        INCOMPLETE,
        /** Everything that fits is in sync; the rest waits for room on this disk. */
        DISK_FULL,
        /** Everything else is in sync; deletions on the server wait for a word. */
        HELD,
        /** Somebody wants nothing to be done for a while. */
        PAUSED,
        /** The server cannot be reached; changes wait. */
        OFFLINE,
        /** The server refuses this installation until somebody signs in again. */
        SIGNED_OUT,
        /** The folder is not there, or it or the journal cannot be used. Nothing is done until that is over. */
        STOPPED
    }
}
