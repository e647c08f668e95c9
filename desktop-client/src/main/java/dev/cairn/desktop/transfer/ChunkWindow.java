package dev.cairn.desktop.transfer;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Compressor;
import dev.cairn.desktop.remote.RemoteServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chunks waiting to be offered to the server together: one question, then one bundle of what it lacks. */
final class ChunkWindow {
    /** Plain bytes after which a window is offered; its bundle stays below the 16 MiB limit. */
    static final int BYTES_FULL = 8 << 20;

    private final Map<ChunkId, byte[]> chunks = new LinkedHashMap<>();
    private final Map<ChunkId, ChunkId> bases = new HashMap<>();
    private final int bytesFull;
    private int bytes;

    /** @param bytesFull after so many it is full, at most {@link #BYTES_FULL} */
    ChunkWindow(int bytesFull) {
        this.bytesFull = Math.min(bytesFull, BYTES_FULL);
    }

    /** @param base a chunk of the version before that is much like it */
    void add(ChunkId id, byte[] from, int offset, int length, @Nullable ChunkId base) {
        if (!chunks.containsKey(id)) {
            chunks.put(id, Arrays.copyOfRange(from, offset, offset + length));
            bytes += length;
        }
        if (base != null) {
            bases.putIfAbsent(id, base);
        }
    }

    boolean isFull() {
        return bytes >= bytesFull;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    void offer(RemoteServer server, Patching patching) throws IOException {
        chunks.keySet().retainAll(new HashSet<>(server.missing(chunks.keySet())));
        chunks.keySet().removeAll(patching.send(chunks, bases));
        if (chunks.isEmpty()) {
            return;
        }
        var body = new Body(bytes + (64 << 10));
        try (var compressor = new Compressor()) {
            var bundle = new BundleWriter(body);
            for (var chunk : chunks.entrySet()) {
                var plain = chunk.getValue();
                bundle.chunk(chunk.getKey(), compressor.encode(plain, 0, plain.length));
            }
            bundle.end();
        }
        server.put(body.array(), body.size());
    }

    /** A growing array whose bytes are not copied out. */
    private static final class Body extends ByteArrayOutputStream {
        Body(int size) {
            super(size);
        }

        byte[] array() {
            return buf;
        }
    }
}
