package dev.cairn.desktop.engine;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.index.Journal;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.transfer.Downloads;
import dev.cairn.desktop.transfer.LocalChunks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/** Which files of this folder may hold bytes that are about to be fetched. */
final class Nearby {
    private static final int BIG_BYTES_MIN = Downloads.SMALL_BYTES_MAX / 4;

    private final Replica trees;
    private final LocalFiles files;
    private final Journal journal;

    Nearby(Replica trees, LocalFiles files, Journal journal) {
        this.trees = trees;
        this.files = files;
        this.journal = journal;
    }

    /** Where small contents that are to be fetched lie already, under another name. */
    LocalChunks copies(List<NodeId> nodes) {
        var wanted = new HashSet<ContentId>();
        for (var id : nodes) {
            var remote = trees.remote().get(id);
            if (remote != null && !remote.folder() && remote.fileState().size() <= Downloads.SMALL_BYTES_MAX) {
                wanted.add(remote.fileState().content());
            }
        }
        return find(local -> wanted.contains(local.content()));
    }

    /** Where chunks of big files may be found. */
    LocalChunks bigFiles() {
        return find(local -> local.stamp().size() > BIG_BYTES_MIN);
    }

    private LocalChunks find(Predicate<LocalNode> good) {
        var paths = new HashMap<ContentId, String>();
        for (var local : trees.local().all()) {
            if (local.content() != null && good.test(local)) {
                var path = trees.local().path(local.id());
                if (path != null) {
                    paths.put(local.content(), path);
                }
            }
        }
        return new LocalChunks(files, journal, paths);
    }
}
