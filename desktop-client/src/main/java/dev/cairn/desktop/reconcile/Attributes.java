package dev.cairn.desktop.reconcile;

import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.SyncedNode;
import org.jspecify.annotations.Nullable;

/**
 * How time and executable bit of a file compare.
 *
 * @param alike whether they are the same on both sides
 * @param changedThere whether they are not as agreed on the server
 * @param changedHere whether they are not as agreed on disk
 */
record Attributes(boolean alike, boolean changedThere, boolean changedHere) {
    static Attributes of(RemoteNode remote, LocalNode local, @Nullable SyncedNode synced) {
        var file = remote.fileState();
        return new Attributes(
                file.modified().equals(local.stamp().modified())
                        && file.executable() == local.stamp().executable(),
                synced == null
                        || !file.modified().equals(synced.fileState().modified())
                        || file.executable() != synced.fileState().executable(),
                synced == null
                        || !local.stamp().modified().equals(synced.stamp().modified())
                        || local.stamp().executable() != synced.stamp().executable());
    }

    /** Whether the server's are the ones that count. */
    boolean comeHere() {
        return !alike && changedThere;
    }

    /** Whether the disk's are the ones that count. */
    boolean goThere() {
        return !alike && !changedThere && changedHere;
    }
}
