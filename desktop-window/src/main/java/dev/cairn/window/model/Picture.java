package dev.cairn.window.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the window shows, as one value: two that are equal look the same.
 *
 * @param headline a few words
 * @param advice a sentence: what it means, or what to do
 * @param notice something to know about the window itself; null: nothing
 */
public record Picture(
        Stage stage,
        Mood mood,
        String headline,
        String advice,
        @Nullable String user,
        @Nullable String server,
        @Nullable String device,
        boolean paused,
        boolean signedOut,
        List<FolderCard> folders,
        List<Trouble> troubles,
        @Nullable String notice) {
    /** Before anything was looked at. */
    public static final Picture EMPTY = new Picture(
            Stage.AT_WORK,
            Mood.SYNCING,
            "One moment",
            "Looking at your folders.",
            null,
            null,
            null,
            false,
            false,
            List.of(),
            List.of(),
            null);

    /** How many things want somebody's attention. */
    public int urgent() {
        return (int) troubles.stream()
                .filter(each -> each.kind() != Trouble.Kind.SKIPPED)
                .count();
    }
}
