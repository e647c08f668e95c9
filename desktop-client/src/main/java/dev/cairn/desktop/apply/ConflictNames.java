package dev.cairn.desktop.apply;

import dev.cairn.desktop.fs.FileNames;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Predicate;

/** {@code report (conflicted copy of laptop 2026-11-21).txt}: what the later of two edits is called. */
public final class ConflictNames {
    private static final int EXTENSION_BYTES_MAX = 32;
    private static final int DEVICE_LENGTH_MAX = 40;
    private static final int TRIES_MAX = 10_000;

    private final String device;

    /** @param device people's name for this installation */
    public ConflictNames(String device) {
        var plain = device.replaceAll("[/\\\\\\p{Cntrl}:*?\"<>|]", " ").strip();
        this.device = plain.isEmpty() ? "unknown" : beginning(plain);
    }

    private static String beginning(String text) {
        if (text.length() <= DEVICE_LENGTH_MAX) {
            return text;
        }
        boolean splits = Character.isSurrogatePair(text.charAt(DEVICE_LENGTH_MAX - 1), text.charAt(DEVICE_LENGTH_MAX));
        return text.substring(0, splits ? DEVICE_LENGTH_MAX - 1 : DEVICE_LENGTH_MAX)
                .strip();
    }

    /** Names that some file systems cannot tell apart are the same here: a copy must be able to lie beside them everywhere. */
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** A name that is free. */
    public String nameFor(String name, boolean folder, LocalDate date, Predicate<String> taken) {
        int dot = folder ? -1 : name.lastIndexOf('.');
        var extension = dot > 0 ? name.substring(dot) : "";
        if (bytes(extension) > EXTENSION_BYTES_MAX) {
            extension = "";
        }
        var stem = name.substring(0, name.length() - extension.length());
        for (int i = 1; i <= TRIES_MAX; i++) {
            var mark = " (conflicted copy of " + device + " " + date + (i == 1 ? "" : " " + i) + ")";
            var candidate =
                    FileNames.shorten(stem, FileNames.BYTES_MAX - bytes(mark) - bytes(extension)) + mark + extension;
            if (!taken.test(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free conflict name for " + name);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
