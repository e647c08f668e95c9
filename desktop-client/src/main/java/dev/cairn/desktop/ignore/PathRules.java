package dev.cairn.desktop.ignore;

import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.fs.LocalFiles;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rules about a path as they lie on disk now, for questions. */
public final class PathRules {
    private final LocalFiles files;
    private final RuleFile own;

    /** @param own the device's own rules */
    public PathRules(LocalFiles files, RuleFile own) {
        this.files = files;
        this.own = own;
    }

    /** What a rule says about something that is here only; null: nothing. */
    public @Nullable Ruling ruling(String path, boolean folder) {
        var names = path.split("/");
        var chain = RuleChain.root(rulesIn(""), own);
        for (int i = 0; i < names.length - 1; i++) {
            chain = chain.in(names[i], rulesIn(FileNames.join(chain.path(), names[i])));
        }
        return chain.ruling(names[names.length - 1], folder);
    }

    private @Nullable RuleFile rulesIn(String folder) {
        var path = FileNames.join(folder, RuleFile.NAME);
        try {
            return files.stat(path) == null ? null : IgnoreRules.read(files, path);
        } catch (IOException e) {
            return IgnoreRules.read(files, path);
        }
    }
}
