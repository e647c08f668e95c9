package dev.cairn.s3.object;

import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object.
 *
 * @param length at least 1
 */
public record ByteRange(long from, long length) {
    private static final Pattern SYNTAX = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * Reads a {@code Range} header. Null for none, for several ranges and for what is no range: the whole object is the answer
     * then. InvalidRange when it lies beyond the end.
     */
    public static @Nullable ByteRange parse(@Nullable String header, long size) {
        var matcher = header == null ? null : SYNTAX.matcher(header.replace(" ", ""));
        if (matcher == null || !matcher.matches()) {
            return null;
        }
        var first = matcher.group(1);
        var last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? null : suffix(Long.parseLong(last), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return null;
        }
        if (from >= size) {
            throw new S3Exception(S3Error.INVALID_RANGE);
        }
        return new ByteRange(from, to - from + 1);
    }

    private static ByteRange suffix(long wanted, long size) {
        if (wanted == 0 || size == 0) {
            throw new S3Exception(S3Error.INVALID_RANGE);
        }
        long length = Math.min(wanted, size);
        return new ByteRange(size - length, length);
    }

    /** As {@code Content-Range} says it. */
    String of(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
