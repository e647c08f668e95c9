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
 * @param problems paths that cannot be synced at the moment, and why
 * @param skipped paths that are not synced, and why
 * @param conflicts conflict copies made since the start
 */
public record EngineStatus(
        State state,
        @Nullable String detail,
        int nodes,
        int uploads,
        int downloads,
        int edits,
        int unwatched,
        Map<String, String> problems,
        Map<String, String> skipped,
        int conflicts) {
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
        /** The server cannot be reached; changes wait. */
        OFFLINE,
        /** The folder is not there. Nothing is done until it is back. */
        STOPPED
    }
}
