package dev.cairn.desktop.transfer;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.index.Journal;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that are in this folder already: in the version a file has now, or in any other big file. Always verified, because
 * files change and the index is a hint. Thread-safe.
 */
public final class LocalChunks {
    private final LocalFiles files;
    private final Journal journal;
    private final Map<ContentId, String> paths;

    /** @param paths where contents are at the moment, or were a moment ago */
    public LocalChunks(LocalFiles files, Journal journal, Map<ContentId, String> paths) {
        this.files = files;
        this.journal = journal;
        this.paths = Map.copyOf(paths);
    }

    /** The chunk's bytes; null when it is not here. */
    byte @Nullable [] find(Manifest.ChunkRef piece) {
        if (paths.isEmpty()) {
            return null;
        }
        for (var place : journal.chunk(piece.id())) {
            var path = paths.get(place.content());
            if (path != null) {
                var bytes = read(path, place.offset(), piece);
                if (bytes != null) {
                    return bytes;
                }
            }
        }
        return null;
    }

    private byte @Nullable [] read(String path, long offset, Manifest.ChunkRef piece) {
        var bytes = new byte[piece.length()];
        try (var file = files.open(path)) {
            file.readFully(offset, bytes, 0, bytes.length);
        } catch (IOException e) {
            return null;
        }
        return ChunkId.of(bytes, 0, bytes.length).equals(piece.id()) ? bytes : null;
    }
}
