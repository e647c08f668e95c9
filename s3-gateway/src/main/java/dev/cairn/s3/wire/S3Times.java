package dev.cairn.s3.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as S3 writes them: ISO 8601 with milliseconds in XML, RFC 1123 in headers. */
public final class S3Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private S3Times() {}

    /** For XML. */
    public static String iso(Instant time) {
        return ISO.format(printable(time));
    }

    /** For headers; whole seconds. */
    public static String http(Instant time) {
        return HTTP.format(printable(time));
    }

    /** Reads a header; null when it is absent or no date. */
    public static @Nullable Instant parse(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
        } catch (DateTimeException e) {
            try {
                return Instant.parse(header).truncatedTo(ChronoUnit.SECONDS);
            } catch (DateTimeException f) {
                return null;
            }
        }
    }

    private static Instant printable(Instant time) {
        // A file system may hold any time; the formats have four digits for the year.
        return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    }
}
