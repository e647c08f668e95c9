package dev.cairn.contracts.reply;

/**
 * A piece of a reply, held in memory while it is written.
 *
 * @param head goes before the bytes; often empty
 * @param bytes holds the bytes, which nobody changes
 * @param offset where they begin
 * @param length how many they are
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Portion(byte[] head, byte[] bytes, int offset, int length) {
    private static final byte[] NONE = {};

    /** Refuses a slice outside the array. */
    public Portion {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw new IllegalArgumentException("no slice of " + bytes.length + " bytes: " + length + " from " + offset);
        }
    }

    /** A slice with nothing before it. */
    public Portion(byte[] bytes, int offset, int length) {
        this(NONE, bytes, offset, length);
    }

    /** Of head and bytes together. */
    int size() {
        return head.length + length;
    }

    /** Copies what fits from {@code at}, counted from the head's first byte; gives how many it copied. */
    int copy(int at, byte[] into) {
        int fromHead = Math.clamp(head.length - (long) at, 0, into.length);
        if (fromHead > 0) {
            System.arraycopy(head, at, into, 0, fromHead);
        }
        int begun = Math.max(0, at - head.length);
        int fromBytes = Math.min(length - begun, into.length - fromHead);
        System.arraycopy(bytes, offset + begun, into, fromHead, fromBytes);
        return fromHead + fromBytes;
    }

    /** Where a portion comes from. It can be read again: the memory of it may be taken back while a slow reader takes the first part. */
    public interface Source {
        /** Most bytes of memory that {@link #read} needs for what it gives, and for making it. */
        int bytesMax();

        /** Reads the portion, the same bytes each time. On any thread. */
        Portion read();
    }
}
