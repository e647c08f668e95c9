package dev.cairn.contracts.metadata;

import java.util.Optional;

/**
 * A position in the change sequence of one space, as services understand it. Clients keep the text and never look inside
 * (docs/formats.md, "Cursor"): {@code 1.<epoch in hex>.<sequence>}.
 *
 * @param epoch which history of the space; random, one per space, drawn anew when the space is restored from a backup, so that
 *     a cursor of another space or another history is never taken for a position in this one
 * @param sequence the last change the holder knows; 0: none
 */
public record Cursor(long epoch, long sequence) {
    private static final String MARKER_V1 = "1";
    private static final int TEXT_LENGTH_MAX = 64;

    /** Refuses a negative sequence. */
    public Cursor {
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence is not negative: " + sequence);
        }
    }

    /** The position a text stands for; empty for anything {@link #toString} did not write. Such a cursor is answered by a reset. */
    public static Optional<Cursor> parse(String text) {
        var parts = text.length() > TEXT_LENGTH_MAX ? new String[0] : text.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(MARKER_V1)) {
            return Optional.empty();
        }
        try {
            var cursor = new Cursor(Long.parseUnsignedLong(parts[1], 16), Long.parseLong(parts[2]));
            return cursor.toString().equals(text) ? Optional.of(cursor) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same history at another sequence. */
    public Cursor at(long otherSequence) {
        return new Cursor(epoch, otherSequence);
    }

    /** The text clients keep. */
    @Override
    public String toString() {
        return MARKER_V1 + "." + Long.toHexString(epoch) + "." + sequence;
    }
}
