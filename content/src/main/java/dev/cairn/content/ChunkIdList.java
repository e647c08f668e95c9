package dev.cairn.content;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The wire form of a list of chunk ids: the ids, 32 bytes each, one after the other, nothing else. */
public final class ChunkIdList {
    /** Most ids in one list: 65,536, which is 2 MiB and about 64 GiB of file. */
    public static final int IDS_MAX = 1 << 16;

    private ChunkIdList() {}

    /** Encodes; {@link IllegalArgumentException} for more than {@link #IDS_MAX}. */
    public static byte[] encode(Collection<ChunkId> ids) {
        checkCount(ids.size());
        var out = ByteBuffer.allocate(ids.size() * ChunkId.LENGTH_BYTES);
        for (var id : ids) {
            id.write(out);
        }
        return out.array();
    }

    /** Decodes, in order; {@link IllegalArgumentException} for a length that is no multiple of 32, or too many. */
    public static List<ChunkId> decode(byte[] bytes) {
        if (bytes.length % ChunkId.LENGTH_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a list of chunk ids has a multiple of " + ChunkId.LENGTH_BYTES + " bytes, not " + bytes.length);
        }
        int count = bytes.length / ChunkId.LENGTH_BYTES;
        checkCount(count);
        var in = ByteBuffer.wrap(bytes);
        var ids = new ArrayList<ChunkId>(count);
        for (int i = 0; i < count; i++) {
            ids.add(ChunkId.read(in));
        }
        return ids;
    }

    private static void checkCount(int count) {
        if (count > IDS_MAX) {
            throw new IllegalArgumentException("a list has at most " + IDS_MAX + " chunk ids, not " + count);
        }
    }
}
