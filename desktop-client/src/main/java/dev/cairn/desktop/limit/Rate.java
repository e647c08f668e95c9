package dev.cairn.desktop.limit;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Bytes per second, as people write them: {@code 2 MB/s}, {@code 500 KB/s}, {@code 16 Mbit/s}, {@code unlimited}. A KB is 1000 bytes.
 *
 * @param bytes at least {@link #BYTES_MIN}; {@link Long#MAX_VALUE}: as many as go
 */
public record Rate(long bytes) {
    /**
     * Slower is not possible: a reader who takes nothing for a minute is cut by the server, and a system reads ahead hundreds of kilobytes
     * before it says that it can take more.
     */
    public static final long BYTES_MIN = 16_000;

    private static final long BYTES_MAX = 1_000_000_000_000L;
    private static final String WORD = "unlimited";

    /** No limit. */
    public static final Rate UNLIMITED = new Rate(Long.MAX_VALUE);

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)\\s*([a-z]+)(?:/s)?");
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "b", BigDecimal.valueOf(1),
            "kb", BigDecimal.valueOf(1_000),
            "mb", BigDecimal.valueOf(1_000_000),
            "gb", BigDecimal.valueOf(1_000_000_000),
            "kbit", BigDecimal.valueOf(125),
            "mbit", BigDecimal.valueOf(125_000),
            "gbit", BigDecimal.valueOf(125_000_000));

    /** {@link IllegalArgumentException} when it is too little to work with. */
    public Rate {
        if (bytes < BYTES_MIN) {
            throw new IllegalArgumentException(
                    "less than 16 KB/s is too slow to sync with; \"cairn client pause\" lets nothing through");
        }
    }

    /** {@link IllegalArgumentException} with a sentence for people when it is none. */
    public static Rate parse(String text) {
        var lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.equals(WORD)) {
            return UNLIMITED;
        }
        var match = WRITTEN.matcher(lower);
        var unit = match.matches() ? UNITS.get(match.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(
                    "\"" + text.strip() + "\" is no rate; write 500 KB/s, 2 MB/s, 16 Mbit/s or unlimited");
        }
        var bytes = new BigDecimal(match.group(1)).multiply(unit);
        return new Rate(bytes.min(BigDecimal.valueOf(BYTES_MAX)).longValue());
    }

    /** Whether there is no limit. */
    public boolean isUnlimited() {
        return bytes == Long.MAX_VALUE;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        if (isUnlimited()) {
            return WORD;
        }
        for (var unit : new String[] {"GB", "MB", "KB"}) {
            var size = UNITS.get(unit.toLowerCase(Locale.ROOT));
            var number = BigDecimal.valueOf(bytes).divide(size).stripTrailingZeros();
            if (number.compareTo(BigDecimal.ONE) >= 0 && number.scale() <= 3) {
                return number.toPlainString() + " " + unit + "/s";
            }
        }
        return bytes + " B/s";
    }
}
