package dev.cairn.s3.object;

import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A key as the path it is.
 *
 * @param path without a slash at either end
 * @param folder whether the key ended in a slash: it means the folder, an object without bytes
 */
public record KeyPath(String path, boolean folder) {
    private static final int KEY_BYTES_MAX = 1_024;
    private static final int NAME_BYTES_MAX = 255;

    /** The path to write to; KeyTooLongError, or InvalidArgument when the key cannot be a path. */
    public static KeyPath toWrite(String key) {
        if (bytes(key) > KEY_BYTES_MAX) {
            throw new S3Exception(S3Error.KEY_TOO_LONG);
        }
        var why = unusable(key);
        if (why != null) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, "Keys are paths of files here: " + why);
        }
        return parse(key);
    }

    /** The path to read; null when nothing can have this key. */
    public static @Nullable KeyPath toRead(String key) {
        return bytes(key) > KEY_BYTES_MAX || unusable(key) != null ? null : parse(key);
    }

    private static KeyPath parse(String key) {
        boolean folder = key.endsWith("/");
        return new KeyPath(folder ? key.substring(0, key.length() - 1) : key, folder);
    }

    private static @Nullable String unusable(String key) {
        for (var name : parse(key).path.split("/", -1)) {
            if (name.isEmpty()) {
                return "no part between slashes may be empty.";
            }
            if (name.equals(".") || name.equals("..")) {
                return "'.' and '..' are no names.";
            }
            if (name.indexOf('\0') >= 0) {
                return "no name has a NUL character.";
            }
            if (bytes(name) > NAME_BYTES_MAX) {
                return "a part between slashes has at most " + NAME_BYTES_MAX + " bytes.";
            }
        }
        return null;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The folder it lies in; empty for the root. */
    String parent() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Its own name. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
