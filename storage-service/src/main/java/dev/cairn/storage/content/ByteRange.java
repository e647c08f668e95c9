package dev.cairn.storage.content;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of bytes within a content (RFC 9110, section 14).
 *
 * @param offset first byte
 * @param length bytes
 */
record ByteRange(long offset, long length) {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** What a Range header asks of a content. */
    sealed interface Asked {
        /** Everything: no header, or one that may be ignored (another unit, several ranges, malformed). */
        record Whole() implements Asked {}

        /** This range of it. */
        record Part(ByteRange range) implements Asked {}

        /** Bytes it does not have. */
        record Outside() implements Asked {}

        /** The bytes of a content of this size that are to be sent. */
        default ByteRange within(long size) {
            return switch (this) {
                case Whole() -> new ByteRange(0, size);
                case Part(var range) -> range;
                case Outside() -> new ByteRange(size, 0);
            };
        }
    }

    static Asked parse(@Nullable String header, long size) {
        var matcher = ONE_RANGE.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return new Asked.Whole();
        }
        if (matcher.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(matcher.group(2)), size);
            return last == 0 ? new Asked.Outside() : new Asked.Part(new ByteRange(size - last, last));
        }
        long from = Long.parseLong(matcher.group(1));
        long to = matcher.group(2).isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(matcher.group(2));
        if (to < from) {
            return new Asked.Whole();
        }
        return from >= size ? new Asked.Outside() : new Asked.Part(new ByteRange(from, Math.min(to + 1, size) - from));
    }

    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }
}
