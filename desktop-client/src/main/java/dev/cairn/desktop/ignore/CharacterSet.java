package dev.cairn.desktop.ignore;

/** {@code [a-z]}, {@code [!abc]}, {@code [[:digit:]]}: one character of a few, never a slash. */
final class CharacterSet {
    private CharacterSet() {}

    /** Where the pattern goes on after the set that begins at {@code open}; -1 when it does not match or does not end. */
    static int match(String pattern, int open, char given) {
        int p = open + 1;
        boolean negated = p < pattern.length() && (pattern.charAt(p) == '!' || pattern.charAt(p) == '^');
        if (negated) {
            p++;
        }
        boolean matched = false;
        // What a range may begin with; 0: nothing.
        char before = 0;
        boolean first = true;
        while (true) {
            if (p >= pattern.length()) {
                return -1;
            }
            char c = pattern.charAt(p);
            if (c == ']' && !first) {
                break;
            }
            first = false;
            if (c == '\\') {
                p++;
                if (p >= pattern.length()) {
                    return -1;
                }
                c = pattern.charAt(p);
                matched |= given == c;
                before = c;
            } else if (c == '-' && before != 0 && p + 1 < pattern.length() && pattern.charAt(p + 1) != ']') {
                p++;
                if (pattern.charAt(p) == '\\') {
                    p++;
                    if (p >= pattern.length()) {
                        return -1;
                    }
                }
                matched |= given >= before && given <= pattern.charAt(p);
                before = 0;
            } else if (c == '[' && p + 1 < pattern.length() && pattern.charAt(p + 1) == ':') {
                int end = pattern.indexOf(']', p + 2);
                if (end < 0) {
                    return -1;
                }
                if (end - 1 < p + 2 || pattern.charAt(end - 1) != ':') {
                    matched |= given == '[';
                    before = '[';
                } else {
                    Boolean inside = inClass(pattern.substring(p + 2, end - 1), given);
                    if (inside == null) {
                        return -1;
                    }
                    matched |= inside;
                    p = end;
                    before = 0;
                }
            } else {
                matched |= given == c;
                before = c;
            }
            p++;
        }
        return matched == negated || given == '/' ? -1 : p + 1;
    }

    /** The POSIX classes, for ASCII as in git; null when there is no such class. */
    private static @org.jspecify.annotations.Nullable Boolean inClass(String name, char c) {
        boolean upper = c >= 'A' && c <= 'Z';
        boolean lower = c >= 'a' && c <= 'z';
        boolean digit = c >= '0' && c <= '9';
        boolean graph = c > ' ' && c < 0x7f;
        return switch (name) {
            case "alnum" -> upper || lower || digit;
            case "alpha" -> upper || lower;
            case "blank" -> c == ' ' || c == '\t';
            case "cntrl" -> c < ' ' || c == 0x7f;
            case "digit" -> digit;
            case "graph" -> graph;
            case "lower" -> lower;
            case "print" -> graph || c == ' ';
            case "punct" -> graph && !upper && !lower && !digit;
            case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
            case "upper" -> upper;
            case "xdigit" -> digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            default -> null;
        };
    }
}
