package dev.cairn.desktop.transfer;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkSink;
import dev.cairn.content.Chunker;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.desktop.remote.RemoteServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;

/** Sends a content that is in memory, of at most a few MiB; of no file of the folder. */
public final class WholeContent {
    private WholeContent() {}

    /** Sends what the server lacks of it; its chunks are durable there when this returns. How it is made up. */
    public static Manifest send(RemoteServer server, byte[] bytes) throws IOException {
        var pieces = new ArrayList<ChunkRef>();
        var window = new ChunkWindow(ChunkWindow.BYTES_FULL);
        ChunkSink cutter = (from, offset, length) -> {
            var id = ChunkId.of(from, offset, length);
            pieces.add(new ChunkRef(id, length));
            window.add(id, from, offset, length, null);
        };
        var chunker = new Chunker();
        chunker.push(bytes, 0, bytes.length, cutter);
        chunker.finish(cutter);
        if (!window.isEmpty()) {
            window.offer(server, new Patching(server));
        }
        return new Manifest(pieces);
    }

    /** The bundle of a commit that names it. */
    public static byte[] bundle(Manifest manifest) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var bundle = new BundleWriter(bytes);
        bundle.manifest(manifest);
        bundle.end();
        return bytes.toByteArray();
    }
}
