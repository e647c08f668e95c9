package dev.cairn.contracts.metadata;

import dev.cairn.content.ContentId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a census. Written down it is, big-endian: {@code CCP1}, the space's last change (8 bytes), whether this is the last page (1
 * byte) and, if it is, the count of all contents and the last change that counts in it (8 each); then how many contents are here (4),
 * and their ids (32 each). So an answer that was cut off, or is none, is not taken for the end.
 *
 * @param contents in the order of their ids
 * @param sequence the space's last change, read before the contents
 * @param counted on the last page; null on all others
 */
public record CensusPage(
        List<ContentId> contents, long sequence, @Nullable Count counted) {
    /**
     * How many contents have a name.
     *
     * @param sequence the last change that counts in it
     */
    public record Count(long contents, long sequence) {}

    private static final int MARKER_V1 = 0x43435031;
    private static final int HEADER_BYTES = Integer.BYTES + Long.BYTES + 1 + Integer.BYTES;
    private static final int COUNT_BYTES = 2 * Long.BYTES;

    /** Copies the list. */
    public CensusPage {
        contents = List.copyOf(contents);
    }

    /** A page that others follow. */
    public static CensusPage more(List<ContentId> contents, long sequence) {
        return new CensusPage(contents, sequence, null);
    }

    /** The last page. */
    public static CensusPage last(List<ContentId> contents, long sequence, Count counted) {
        return new CensusPage(contents, sequence, counted);
    }

    /** Writes it down. */
    public byte[] encode() {
        var out = ByteBuffer.allocate(
                HEADER_BYTES + (counted == null ? 0 : COUNT_BYTES) + contents.size() * ContentId.LENGTH_BYTES);
        out.putInt(MARKER_V1).putLong(sequence);
        if (counted == null) {
            out.put((byte) 0);
        } else {
            out.put((byte) 1).putLong(counted.contents()).putLong(counted.sequence());
        }
        out.putInt(contents.size());
        contents.forEach(content -> content.write(out));
        return out.array();
    }

    /** Reads it; {@link IllegalArgumentException} unless the bytes are exactly one page. */
    public static CensusPage decode(byte[] bytes) {
        try {
            var in = ByteBuffer.wrap(bytes);
            if (in.getInt() != MARKER_V1) {
                throw new IllegalArgumentException("not a page of a census, or one of another version");
            }
            long sequence = in.getLong();
            var counted = in.get() == 0 ? null : new Count(in.getLong(), in.getLong());
            int count = in.getInt();
            if (count < 0 || count > CensusApi.CONTENTS_MAX || in.remaining() != count * ContentId.LENGTH_BYTES) {
                throw new IllegalArgumentException("a page of a census that says it has " + count + " contents has "
                        + in.remaining() + " bytes of them");
            }
            var contents = new ArrayList<ContentId>(count);
            for (int i = 0; i < count; i++) {
                contents.add(ContentId.read(in));
            }
            return new CensusPage(contents, sequence, counted);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a page of a census was cut off at byte " + bytes.length, e);
        }
    }
}
