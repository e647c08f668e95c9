package dev.cairn.upload.session;

import dev.cairn.content.ChunkId;
import dev.cairn.content.Manifest.ChunkRef;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How chunks in order are kept in a row (docs/formats.md, "Chunk run"): 32-byte id and length (u32, big-endian) of each. */
final class ChunkRuns {
    private static final int ENTRY_BYTES = ChunkId.LENGTH_BYTES + Integer.BYTES;

    private ChunkRuns() {}

    static byte[] encode(List<ChunkRef> refs) {
        var out = ByteBuffer.allocate(refs.size() * ENTRY_BYTES);
        for (var ref : refs) {
            ref.id().write(out);
            out.putInt(ref.length());
        }
        return out.array();
    }

    static List<ChunkRef> decode(byte[] bytes) {
        if (bytes.length % ENTRY_BYTES != 0) {
            throw new IllegalStateException(
                    "a chunk run has a multiple of " + ENTRY_BYTES + " bytes, not " + bytes.length);
        }
        var in = ByteBuffer.wrap(bytes);
        var refs = new ArrayList<ChunkRef>(bytes.length / ENTRY_BYTES);
        while (in.hasRemaining()) {
            refs.add(new ChunkRef(ChunkId.read(in), in.getInt()));
        }
        return refs;
    }
}
