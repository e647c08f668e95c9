package dev.cairn.desktop.ignore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The patterns of one rule file, in order: the last one that matches counts. */
public final class RuleFile {
    /** Its name in synced folders. */
    public static final String NAME = ".cairnignore";
    /** No rule file people wrote is longer; a longer one is not read and counts as unreadable. */
    public static final int BYTES_MAX = 256 << 10;

    private final String source;
    private final List<IgnorePattern> reversed;
    /** Why it could not be read; then nothing that is only here leaves this disk: it might be what the rules are about. */
    private final @Nullable String unreadable;

    private RuleFile(String source, List<IgnorePattern> reversed, @Nullable String unreadable) {
        this.source = source;
        this.reversed = List.copyOf(reversed);
        this.unreadable = unreadable;
    }

    /** @param source for people: where it stands */
    public static RuleFile parse(String source, String text) {
        var patterns = new ArrayList<IgnorePattern>();
        var lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            // A carriage return belongs to the end of a line only where there is one.
            boolean ended = i < lines.length - 1;
            var line = ended && lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
            var pattern = IgnorePattern.parse(i + 1, line);
            if (pattern != null) {
                patterns.add(pattern);
            }
        }
        Collections.reverse(patterns);
        return new RuleFile(source, patterns, null);
    }

    static RuleFile parse(String source, byte[] bytes) {
        return parse(source, new String(bytes, StandardCharsets.UTF_8));
    }

    static RuleFile unreadable(String source, String why) {
        return new RuleFile(source, List.of(), why);
    }

    boolean isUnreadable() {
        return unreadable != null;
    }

    /** What the last matching line says; null when none matches. A {@link Verdict} of a negated line takes back. */
    @Nullable
    Verdict judge(String path, String name, boolean folder) {
        if (unreadable != null) {
            return new Verdict(new Ruling(source, 0, unreadable), false);
        }
        for (var pattern : reversed) {
            if (pattern.matches(path, name, folder)) {
                return new Verdict(new Ruling(source, pattern.line(), pattern.written()), pattern.negated());
            }
        }
        return null;
    }

    /** What a rule file says, the last word in it. */
    record Verdict(Ruling ruling, boolean negated) {}
}
