package dev.cairn.content.delta;

import dev.cairn.content.ChunkId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A chunk that is wanted, and one much like it that whoever wants it has.
 *
 * @param chunk the wanted one
 * @param base the one that is there
 */
public record ChunkPair(ChunkId chunk, ChunkId base) {
    /** Most pairs in a list. */
    public static final int PAIRS_MAX = 32;

    private static final int PAIR_BYTES = 2 * ChunkId.LENGTH_BYTES;

    /** The wire form of a list: of each pair the ids, 64 bytes, nothing else. */
    public static byte[] encode(Collection<ChunkPair> pairs) {
        checkCount(pairs.size());
        var out = ByteBuffer.allocate(pairs.size() * PAIR_BYTES);
        for (var pair : pairs) {
            pair.chunk.write(out);
            pair.base.write(out);
        }
        return out.array();
    }

    /** Decodes; {@link IllegalArgumentException} for a length that does not fit, or too many. */
    public static List<ChunkPair> decode(byte[] bytes) {
        if (bytes.length % PAIR_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a list of pairs has a multiple of " + PAIR_BYTES + " bytes, not " + bytes.length);
        }
        checkCount(bytes.length / PAIR_BYTES);
        var pairs = new ArrayList<ChunkPair>();
        for (var in = ByteBuffer.wrap(bytes); in.hasRemaining(); ) {
            pairs.add(new ChunkPair(ChunkId.read(in), ChunkId.read(in)));
        }
        return pairs;
    }

    private static void checkCount(int count) {
        if (count > PAIRS_MAX) {
            throw new IllegalArgumentException("a list has at most " + PAIRS_MAX + " pairs, not " + count);
        }
    }
}
