package dev.cairn.window.model;

import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and reasons as people read them. */
public final class Words {
    private Words() {}

    /** "1 item", "1,204 items". */
    public static String counted(int count, String one, String many) {
        return String.format(Locale.ENGLISH, "%,d %s", count, count == 1 ? one : many);
    }

    /** What is still to do; nothing that is zero is named. */
    static String left(int uploads, int downloads, int edits) {
        var parts = new ArrayList<String>();
        if (uploads > 0) {
            parts.add(counted(uploads, "file", "files") + " to send");
        }
        if (downloads > 0) {
            parts.add(counted(downloads, "file", "files") + " to fetch");
        }
        if (edits > 0) {
            parts.add(counted(edits, "change", "changes") + " being told");
        }
        return String.join(", ", parts);
    }

    /** With a capital and a full stop. */
    public static String sentence(String text) {
        if (text.isBlank()) {
            return "";
        }
        var stripped = text.strip();
        var begun = Character.toUpperCase(stripped.charAt(0)) + stripped.substring(1);
        return begun.endsWith(".") || begun.endsWith("?") || begun.endsWith("!") ? begun : begun + ".";
    }

    /** What helps against a reason the engine gives; null when nothing but waiting does. */
    static @Nullable String advice(String why) {
        var lower = why.toLowerCase(Locale.ROOT);
        if (lower.contains("permission")) {
            return "Change the permissions of the file, or close the program that holds it.";
        }
        if (lower.contains("quota") || lower.contains("no room")) {
            return "Make room on the server: empty the trash there, or ask for more space.";
        }
        if (lower.contains("name")) {
            return "Give it another name.";
        }
        return null;
    }
}
