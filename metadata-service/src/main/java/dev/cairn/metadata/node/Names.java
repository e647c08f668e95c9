package dev.cairn.metadata.node;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which names a node may have, and which of them some file systems cannot tell apart. */
public final class Names {
    /** Most bytes of UTF-8 in a name. */
    public static final int BYTES_MAX = 255;

    private Names() {}

    /** Why this cannot be a name; empty when it can. */
    public static Optional<String> flaw(String name) {
        if (name.isEmpty()) {
            return Optional.of("a name is not empty");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("\".\" and \"..\" are not names");
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            return Optional.of("a name contains no \"/\" and no NUL");
        }
        if (hasUnpairedSurrogate(name)) {
            return Optional.of("a name is well-formed Unicode");
        }
        if (utf8(name).length > BYTES_MAX) {
            return Optional.of("a name has at most " + BYTES_MAX + " bytes of UTF-8");
        }
        return Optional.empty();
    }

    /** Whether the text cannot be written as UTF-8. */
    public static boolean hasUnpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    /** The parts of a path without leading slash, unchecked; none for the root. */
    public static List<String> parts(String path) {
        var parts = new ArrayList<String>();
        if (path.isEmpty()) {
            return parts;
        }
        int from = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            parts.add(path.substring(from, slash));
            from = slash + 1;
        }
        parts.add(path.substring(from));
        return parts;
    }

    /**
     * Equal for names that differ only by case or by Unicode form, which is what the file systems of other computers make
     * equal. Upper case first: "ß" and "SS", final and other sigma meet there.
     */
    public static String fold(String name) {
        if (isAscii(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        var composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        return Normalizer.normalize(composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /** A name with an addition: before the extension, or, of a folder, at the end. What is too long loses its end. */
    public static String with(String addition, String name, boolean folder) {
        int dot = folder ? -1 : name.lastIndexOf('.');
        var stem = dot > 0 ? name.substring(0, dot) : name;
        var rest = addition + (dot > 0 ? name.substring(dot) : "");
        if (utf8(rest).length >= BYTES_MAX) {
            stem = name;
            rest = addition;
        }
        while (utf8(stem + rest).length > BYTES_MAX) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + rest;
    }

    /** The bytes that names and paths are ordered by. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
