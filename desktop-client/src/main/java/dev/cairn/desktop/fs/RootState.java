package dev.cairn.desktop.fs;

import org.jspecify.annotations.Nullable;

/** Whether the folder is the one that was paired. */
public sealed interface RootState {
    /** It is there and carries this mark. */
    record Present(String mark) implements RootState {}

    /** It is gone, or its marker file is: an unmounted disk looks like this. Nothing may be concluded from what is missing in it. */
    record Absent(String why) implements RootState {}

    /** The mark; null when absent. */
    default @Nullable String markOrNull() {
        return this instanceof Present present ? present.mark() : null;
    }
}
