package dev.cairn.desktop.session;

import dev.cairn.desktop.engine.EngineStatus;

/** How things stand, in a sentence. */
public final class Wording {
    private Wording() {}

    /** Of one folder. */
    public static String sentence(EngineStatus status) {
        var sentence =
                switch (status.state()) {
                    case STARTING -> "looking at folder and server";
                    case IN_SYNC -> "in sync, " + status.nodes() + " files and folders" + leftOut(status);
                    case SYNCING ->
                        "syncing, " + status.uploads() + " to send, " + status.downloads() + " to fetch, "
                                + status.edits() + " being told";
                    case INCOMPLETE -> "in sync except " + status.problems().size() + " paths (see client status)";
                    case HELD -> status.held() == null ? "deletions are held" : sentence(status.held());
                    case DISK_FULL -> "in sync as far as there is room";
                    case PAUSED -> "paused";
                    case OFFLINE -> "offline";
                    case SIGNED_OUT -> "signed out";
                    case STOPPED -> "stopped";
                };
        return status.detail() == null ? sentence : sentence + ": " + status.detail();
    }

    private static String leftOut(EngineStatus status) {
        int count = status.skipped().size();
        return count == 0
                ? ""
                : "; " + count + (count == 1 ? " path is" : " paths are") + " not synced (see client status)";
    }

    /** Of held deletions. */
    public static String sentence(EngineStatus.Held held) {
        return held.files() + " of " + held.of() + " files are gone from the folder; none was deleted on the server."
                + " If that was meant: cairn client confirm-deletes. To get them back: cairn client undo-deletes";
    }
}
