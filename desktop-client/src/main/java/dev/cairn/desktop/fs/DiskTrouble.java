package dev.cairn.desktop.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Says in a few words why something on disk did not work; the path is said by whoever asks. */
public final class DiskTrouble {
    private DiskTrouble() {}

    /** For people; never empty. */
    public static String words(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        var said = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        if (said == null || said.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return said.contains("No space left") ? "no room on the disk" : said;
    }
}
