package dev.cairn.desktop.transfer;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkSink;
import dev.cairn.content.Chunker;
import dev.cairn.content.ChunkerParameters;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.index.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are in this folder already: chunks of the version a big file has now or of any other big file, and whole small
 * files. Always verified, because files change and what is known of them is a hint. Thread-safe.
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

    /**
     * A whole small file: its chunks go into {@code into}. Null when no file here has this content any more.
     *
     * @param size bytes it has
     */
    @Nullable
    Manifest whole(ContentId content, long size, Map<ChunkId, byte[]> into) {
        var path = paths.get(content);
        if (path == null) {
            return null;
        }
        var pieces = new ArrayList<Manifest.ChunkRef>();
        var found = new HashMap<ChunkId, byte[]>();
        try (var file = files.open(path)) {
            var bytes = new byte[Math.toIntExact(size)];
            file.readFully(0, bytes, 0, bytes.length);
            ChunkSink sink = (array, offset, length) -> {
                var id = ChunkId.of(array, offset, length);
                pieces.add(new Manifest.ChunkRef(id, length));
                found.put(id, Arrays.copyOfRange(array, offset, offset + length));
            };
            var chunker = new Chunker(ChunkerParameters.STANDARD, bytes.length);
            chunker.push(bytes, 0, bytes.length, sink);
            chunker.finish(sink);
        } catch (IOException e) {
            return null;
        }
        var manifest = new Manifest(pieces);
        if (!manifest.id().equals(content)) {
            return null;
        }
        into.putAll(found);
        return manifest;
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
