package dev.cairn.desktop.ignore;

import dev.cairn.desktop.fs.FileNames;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules that hold in one folder. The rule file nearest to a thing that says anything about it has the word, as in git;
 * after those in the synced folder the device's own, then the built-in ones. What lies in an ignored folder is ignored.
 */
public final class RuleChain {
    private final @Nullable RuleChain above;
    private final String path;
    private final @Nullable RuleFile file;
    private final @Nullable RuleFile own;
    private final @Nullable Ruling excluded;

    private RuleChain(
            @Nullable RuleChain above,
            String path,
            @Nullable RuleFile file,
            @Nullable RuleFile own,
            @Nullable Ruling excluded) {
        this.above = above;
        this.path = path;
        this.file = file;
        this.own = own;
        this.excluded = excluded;
    }

    /** @param file the rule file of the root */
    public static RuleChain root(@Nullable RuleFile file, @Nullable RuleFile own) {
        return new RuleChain(null, "", file, own, null);
    }

    /** The rules in a folder of this one. */
    public RuleChain in(String name, @Nullable RuleFile ruleFile) {
        return new RuleChain(this, FileNames.join(path, name), ruleFile, own, ruling(name, true));
    }

    /** Which rule keeps a thing of this name in this folder from leaving this disk; null when none does. */
    public @Nullable Ruling ruling(String name, boolean folder) {
        if (excluded != null) {
            return excluded;
        }
        if (name.equals(RuleFile.NAME)) {
            return null;
        }
        var whole = FileNames.join(path, name);
        for (@Nullable RuleChain at = this; at != null; at = at.above) {
            var said = judge(at.file, at.path, whole, name, folder);
            if (said != null) {
                return said.negated() ? null : said.ruling();
            }
        }
        var said = judge(own, "", whole, name, folder);
        said = said == null ? judge(BuiltInRules.FILE, "", whole, name, folder) : said;
        return said == null || said.negated() ? null : said.ruling();
    }

    private static RuleFile.@Nullable Verdict judge(
            @Nullable RuleFile rules, String base, String whole, String name, boolean folder) {
        return rules == null
                ? null
                : rules.judge(base.isEmpty() ? whole : whole.substring(base.length() + 1), name, folder);
    }

    /** Whether it still is what {@link #in} would give. */
    boolean isFor(@Nullable RuleChain nowAbove, String nowPath, @Nullable RuleFile nowFile, @Nullable RuleFile nowOwn) {
        return above == nowAbove && file == nowFile && own == nowOwn && Objects.equals(path, nowPath);
    }

    String path() {
        return path;
    }
}
