package dev.cairn.desktop.ignore;

import org.jspecify.annotations.Nullable;

/**
 * One line of a rule file, as git reads it.
 *
 * @param line counted from 1
 * @param written the line as it stands there
 * @param negated begins with {@code !}: takes back what an earlier line said
 * @param foldersOnly ends with a slash
 * @param anywhere has no other slash: it is about a name, wherever that is
 * @param glob what is left of it
 */
record IgnorePattern(int line, String written, boolean negated, boolean foldersOnly, boolean anywhere, String glob) {
    private static final String SPECIAL = "*?[\\";

    /** Null: an empty line or a comment. */
    static @Nullable IgnorePattern parse(int line, String written) {
        var text = trimmed(written);
        if (text.isEmpty() || text.startsWith("#")) {
            return null;
        }
        boolean negated = text.startsWith("!");
        if (negated) {
            text = text.substring(1);
        }
        boolean foldersOnly = text.endsWith("/");
        if (foldersOnly) {
            text = text.substring(0, text.length() - 1);
        }
        boolean anywhere = text.indexOf('/') < 0;
        if (text.startsWith("/")) {
            text = text.substring(1);
        }
        return new IgnorePattern(line, written, negated, foldersOnly, anywhere, text);
    }

    /** Spaces at the end do not count, unless a backslash stands before them. */
    private static String trimmed(String line) {
        int end = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
                if (i == line.length()) {
                    return line;
                }
                end = i + 1;
            } else if (c != ' ') {
                end = i + 1;
            }
        }
        return line.substring(0, end);
    }

    /**
     * Whether it is about this.
     *
     * @param path from the folder of the rule file on
     */
    boolean matches(String path, String name, boolean folder) {
        if (foldersOnly && !folder) {
            return false;
        }
        var text = anywhere ? name : path;
        int plain = plainLength();
        if (plain == glob.length()) {
            return glob.equals(text);
        }
        // As git does it: what is plain is compared first, so that a "**" right after it counts as one at the
        // beginning.
        return text.startsWith(glob.substring(0, plain))
                && (anywhere ? Glob.matches(glob, text) : Glob.matches(glob.substring(plain), text.substring(plain)));
    }

    private int plainLength() {
        for (int i = 0; i < glob.length(); i++) {
            if (SPECIAL.indexOf(glob.charAt(i)) >= 0) {
                return i;
            }
        }
        return glob.length();
    }
}
