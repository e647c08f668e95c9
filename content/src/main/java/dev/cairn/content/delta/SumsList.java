package dev.cairn.content.delta;

import dev.cairn.content.ChunkId;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The wire form of {@link BlockSums} of several chunks (docs/formats.md, "Sums of blocks"): marker {@code CBS1}, then of each chunk its id
 * and its sums.
 */
public final class SumsList {
    /** Most chunks in one list. */
    public static final int CHUNKS_MAX = ChunkPair.PAIRS_MAX;

    private static final int MARKER_V1 = 0x43425331;

    private SumsList() {}

    /** Encodes, in order. */
    public static byte[] encode(Map<ChunkId, BlockSums> sums) {
        int length = 4;
        for (var each : sums.values()) {
            length += ChunkId.LENGTH_BYTES + each.encodedLength();
        }
        var out = ByteBuffer.allocate(length).putInt(MARKER_V1);
        sums.forEach((id, each) -> {
            id.write(out);
            each.write(out);
        });
        return out.array();
    }

    /** Decodes, in order; {@link IllegalArgumentException} for anything that {@link #encode} does not make. */
    public static Map<ChunkId, BlockSums> decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        if (in.remaining() < 4 || in.getInt() != MARKER_V1) {
            throw new IllegalArgumentException("no list of sums of blocks");
        }
        var sums = new LinkedHashMap<ChunkId, BlockSums>();
        while (in.hasRemaining()) {
            if (in.remaining() < ChunkId.LENGTH_BYTES || sums.size() == CHUNKS_MAX) {
                throw new IllegalArgumentException("a list of sums of blocks that is cut off or too long");
            }
            sums.put(ChunkId.read(in), BlockSums.read(in));
        }
        return sums;
    }
}
