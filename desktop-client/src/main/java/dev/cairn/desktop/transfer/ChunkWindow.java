package dev.cairn.desktop.transfer;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Compressor;
import dev.cairn.desktop.remote.RemoteServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chunks waiting to be offered to the server together: one question, then one bundle of what it lacks. */
final class ChunkWindow {
    /** Plain bytes after which a window is offered; its bundle stays below the 16 MiB limit. */
    static final int BYTES_FULL = 8 << 20;

    private final Map<ChunkId, byte[]> chunks = new LinkedHashMap<>();
    private int bytes;

    void add(ChunkId id, byte[] from, int offset, int length) {
        if (!chunks.containsKey(id)) {
            chunks.put(id, Arrays.copyOfRange(from, offset, offset + length));
            bytes += length;
        }
    }

    boolean isFull() {
        return bytes >= BYTES_FULL;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    void offer(RemoteServer server) throws IOException {
        var missing = new HashSet<>(server.missing(chunks.keySet()));
        if (missing.isEmpty()) {
            return;
        }
        var body = new Body(bytes + (64 << 10));
        try (var compressor = new Compressor()) {
            var bundle = new BundleWriter(body);
            for (var chunk : chunks.entrySet()) {
                if (missing.contains(chunk.getKey())) {
                    var plain = chunk.getValue();
                    bundle.chunk(chunk.getKey(), compressor.encode(plain, 0, plain.length));
                }
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
