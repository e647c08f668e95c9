package dev.cairn.content;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Content ids one after the other, 32 bytes each: the form in which services hand each other many of them. */
public final class ContentIdList {
    /** Most ids in one list. */
    public static final int IDS_MAX = 1 << 16;

    private ContentIdList() {}

    /** Encodes; {@link IllegalArgumentException} for more than {@link #IDS_MAX}. */
    public static byte[] encode(Collection<ContentId> ids) {
        checkCount(ids.size());
        var out = ByteBuffer.allocate(ids.size() * ContentId.LENGTH_BYTES);
        for (var id : ids) {
            id.write(out);
        }
        return out.array();
    }

    /** Decodes, in order; {@link IllegalArgumentException} for a length that is no multiple of 32, or too many. */
    public static List<ContentId> decode(byte[] bytes) {
        if (bytes.length % ContentId.LENGTH_BYTES != 0) {
            throw new IllegalArgumentException("a list of content ids has a multiple of " + ContentId.LENGTH_BYTES
                    + " bytes, not " + bytes.length);
        }
        int count = bytes.length / ContentId.LENGTH_BYTES;
        checkCount(count);
        var in = ByteBuffer.wrap(bytes);
        var ids = new ArrayList<ContentId>(count);
        for (int i = 0; i < count; i++) {
            ids.add(ContentId.read(in));
        }
        return ids;
    }

    private static void checkCount(int count) {
        if (count > IDS_MAX) {
            throw new IllegalArgumentException("a list has at most " + IDS_MAX + " content ids, not " + count);
        }
    }
}
