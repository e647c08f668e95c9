package dev.cairn.desktop.wipe;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkSink;
import dev.cairn.content.Chunker;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.desktop.fs.DiskFiles;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.fs.TargetChangedException;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Replica;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Deletes files whose bytes the server has, under whatever name, and leaves those it never had. A file that still looks as it did when both
 * agreed on it is not read again.
 */
final class SentFiles implements EmptyFolder.Deletion {
    private final DiskFiles files;
    private final Map<String, Stamp> agreed = new HashMap<>();
    private final Set<ContentId> known = new HashSet<>();
    private final Chunker chunker = new Chunker();

    /** @param trees as the journal has them */
    SentFiles(DiskFiles files, Replica trees) {
        this.files = files;
        for (var node : trees.synced().all()) {
            var path = trees.synced().path(node.id());
            if (path != null && !node.folder()) {
                agreed.put(path, node.stamp());
                known.add(node.fileState().content());
            }
        }
        trees.remote().all().stream()
                .filter(node -> !node.folder())
                .map(RemoteNode::fileState)
                .forEach(state -> known.add(state.content()));
    }

    @Override
    public boolean delete(Path file) throws IOException {
        var path = files.rootFolder()
                .relativize(file)
                .toString()
                .replace(file.getFileSystem().getSeparator(), "/");
        var stamp = files.stat(path);
        if (stamp == null || !(isAgreed(path, stamp) || (stamp.kind() == Kind.FILE && isKnown(path, stamp)))) {
            return false;
        }
        try {
            files.removeFile(path, stamp);
            return true;
        } catch (TargetChangedException e) {
            // Somebody writes to it right now.
            return false;
        }
    }

    private boolean isAgreed(String path, Stamp stamp) {
        var then = agreed.get(path);
        return then != null && then.sameAs(stamp);
    }

    private boolean isKnown(String path, Stamp stamp) throws IOException {
        var pieces = new ArrayList<ChunkRef>();
        ChunkSink cutter =
                (bytes, offset, length) -> pieces.add(new ChunkRef(ChunkId.of(bytes, offset, length), length));
        try (var file = files.open(path)) {
            chunker.reset();
            chunker.pushAll(file, cutter);
            chunker.finish(cutter);
            return stamp.sameAs(file.stamp()) && known.contains(new Manifest(pieces).id());
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
