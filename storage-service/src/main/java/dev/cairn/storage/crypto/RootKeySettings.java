package dev.cairn.storage.crypto;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the root key comes from.
 *
 * @param key the key itself, 64 hexadecimal digits; null: from the file
 * @param file holds it otherwise; made on the first start, when nothing has been stored yet
 */
public record RootKeySettings(@Nullable String key, Path file) {
    /** Without the key. */
    @Override
    public String toString() {
        return "RootKeySettings[" + (key == null ? file : "given") + "]";
    }
}
