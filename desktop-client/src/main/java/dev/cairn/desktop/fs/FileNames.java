package dev.cairn.desktop.fs;

import java.io.File;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Which names of the server's tree can exist below the synced folder. */
public final class FileNames {
    /** Bytes a name has at most. */
    public static final int BYTES_MAX = 255;

    private FileNames() {}

    /** Why a name cannot be held here; null when it can. Names that could lead out of the folder are among those. */
    public static @Nullable String problem(String name, boolean atRoot) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "this name has a special meaning";
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            return "a name cannot contain a slash or a NUL";
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            return "this name is not text";
        }
        if (name.indexOf(File.separatorChar) >= 0) {
            return "this name is a path here";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            return "a name has at most " + BYTES_MAX + " bytes";
        }
        if (atRoot && (name.equals(LocalFiles.MARKER) || name.equals(LocalFiles.WORK_FOLDER))) {
            return "this name is used by Cairn itself";
        }
        return null;
    }

    /** As much of a text's beginning as fits into so many bytes. */
    public static String shorten(String text, int bytesMax) {
        var shorter = text;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > bytesMax) {
            shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
        }
        return shorter;
    }

    /** {@code folder/name}, where an empty folder is the root. */
    public static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /** The folder a path lies in; empty for a name at the root. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
