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
        var skipped = count == 0
                ? ""
                : "; " + count + (count == 1 ? " path is" : " paths are") + " not synced (see client status)";
        int unwatched = status.unwatched();
        return unwatched == 0
                ? skipped
                : skipped + "; " + unwatched + (unwatched == 1 ? " folder is" : " folders are")
                        + " not watched (see client status)";
    }

    /** What a watch that has come to its limits means, and what to do about it. */
    public static String unwatched(int folders, String system) {
        return (folders == 1 ? "1 folder is" : folders + " folders are")
                + " not watched, because the system watches no more at once: what changes in there is found once an"
                + " hour"
                + (system.equals("Linux")
                        ? " (more: sudo sysctl fs.inotify.max_user_watches=1048576 fs.inotify.max_user_instances=1024,"
                                + " then start the client again)"
                        : "");
    }

    /** What an overflow of the watch means. */
    public static String overflows(int times) {
        return "so much changed at once that the system lost track"
                + (times == 1 ? "" : ", " + times + " times since the client started")
                + ": the folders concerned were looked at again as a whole, so nothing is missed";
    }

    /** Of held deletions. */
    public static String sentence(EngineStatus.Held held) {
        return held.files() + " of " + held.of() + " files are gone from the folder; none was deleted on the server."
                + " If that was meant: cairn client confirm-deletes. To get them back: cairn client undo-deletes";
    }
}
