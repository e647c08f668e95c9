package dev.cairn.desktop.conflict;

import dev.cairn.contracts.metadata.Conflict;
import dev.cairn.desktop.account.SyncedFolder;
import java.nio.file.Path;

/** A conflict in a folder of this device. */
public record OpenConflict(SyncedFolder folder, Conflict conflict) {
    /** Where the copy is, or will be when this device has heard of it. */
    public Path copy() {
        return Path.of(folder.folder(), conflict.copyPath());
    }

    /** Where what has the name is. */
    public Path original() {
        return Path.of(folder.folder(), conflict.originalPath());
    }

    /** Whether it is about this path. */
    public boolean isAbout(Path path) {
        return copy().equals(path) || original().equals(path);
    }
}
