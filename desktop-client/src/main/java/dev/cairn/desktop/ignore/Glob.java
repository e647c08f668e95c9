package dev.cairn.desktop.ignore;

import java.util.BitSet;

/**
 * Shell patterns as git reads them (wildmatch with WM_PATHNAME): {@code *}, {@code ?} and {@code [...]} stop at a slash, a
 * {@code **} between slashes does not. Never takes more steps than pattern length times text length, whatever the pattern.
 */
final class Glob {
    private final String pattern;
    private final String text;
    /** Pairs of positions that are known to lead nowhere: without them {@code *a*a*a*b} would be tried for ages. */
    private final BitSet hopeless = new BitSet();

    private Glob(String pattern, String text) {
        this.pattern = pattern;
        this.text = text;
    }

    static boolean matches(String pattern, String text) {
        return new Glob(pattern, text).at(0, 0);
    }

    private boolean at(int p, int t) {
        int state = p * (text.length() + 1) + t;
        if (hopeless.get(state)) {
            return false;
        }
        boolean found = look(p, t);
        if (!found) {
            hopeless.set(state);
        }
        return found;
    }

    private boolean look(int from, int begin) {
        int p = from;
        int t = begin;
        while (p < pattern.length()) {
            char wanted = pattern.charAt(p);
            if (wanted == '*') {
                return stars(p, t);
            }
            if (t == text.length()) {
                return false;
            }
            char given = text.charAt(t);
            if (wanted == '[') {
                int after = CharacterSet.match(pattern, p, given);
                if (after < 0) {
                    return false;
                }
                p = after;
            } else if (wanted == '?') {
                if (given == '/') {
                    return false;
                }
                p++;
            } else {
                if (wanted == '\\') {
                    p++;
                    if (p == pattern.length()) {
                        return false;
                    }
                    wanted = pattern.charAt(p);
                }
                if (wanted != given) {
                    return false;
                }
                p++;
            }
            t++;
        }
        return t == text.length();
    }

    private boolean stars(int first, int begin) {
        int after = first;
        while (after < pattern.length() && pattern.charAt(after) == '*') {
            after++;
        }
        boolean crosses = after - first > 1
                && (first == 0 || pattern.charAt(first - 1) == '/')
                && (after == pattern.length() || pattern.charAt(after) == '/' || pattern.startsWith("\\/", after));
        if (crosses && after < pattern.length() && pattern.charAt(after) == '/' && at(after + 1, begin)) {
            // "a/**/b" is "a/b" too.
            return true;
        }
        for (int t = begin; ; t++) {
            if (at(after, t)) {
                return true;
            }
            if (t == text.length() || (!crosses && text.charAt(t) == '/')) {
                return false;
            }
        }
    }
}
