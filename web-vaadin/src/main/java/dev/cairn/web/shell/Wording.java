package dev.cairn.web.shell;

import com.vaadin.flow.component.UI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sizes and times as people write them, in the time zone of the browser. */
public final class Wording {
    private static final String[] UNITS = {"KB", "MB", "GB", "TB", "PB", "EB"};
    private static final int KILO = 1_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private final ZoneId zone;
    private final Instant now;

    Wording(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** For the browser of the current UI. */
    public static Wording of(Instant now) {
        var ui = UI.getCurrent();
        var details = ui == null ? null : ui.getPage().getExtendedClientDetails();
        return new Wording(zone(details == null ? null : details.getTimeZoneId()), now);
    }

    private static ZoneId zone(@Nullable String id) {
        try {
            return id == null ? ZoneOffset.UTC : ZoneId.of(id);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** Like {@code 3.4 MB}; decimal units, as drives and browsers count. */
    public static String size(long bytes) {
        if (bytes < KILO) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        do {
            value /= KILO;
            unit++;
        } while (value >= 999.5 && unit < UNITS.length - 1);
        return (value < 9.95 ? String.format(Locale.ENGLISH, "%.1f", value) : Math.round(value)) + " " + UNITS[unit];
    }

    /** Like {@code Today, 14:05}. */
    public String time(Instant instant) {
        var at = instant.atZone(zone);
        var today = LocalDate.ofInstant(now, zone);
        if (at.toLocalDate().equals(today)) {
            return "Today, " + TIME.format(at);
        }
        if (at.toLocalDate().equals(today.minusDays(1))) {
            return "Yesterday, " + TIME.format(at);
        }
        return DAY.format(at);
    }

    /** Like {@code 14:05}. */
    public String clock(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    /** To the second. */
    public String full(Instant instant) {
        return FULL.format(instant.atZone(zone));
    }

    /** Like {@code Today}, {@code 12 Nov 2026}. */
    public String day(Instant instant) {
        var text = time(instant);
        int comma = text.indexOf(',');
        return comma < 0 ? text : text.substring(0, comma);
    }

    /** Like {@code in 3 days}, {@code in 2 hours}, rounded as people do; {@code now} when it is past. */
    public String until(Instant instant) {
        var left = Duration.between(now, instant);
        if (left.isNegative()) {
            return "now";
        }
        long minutes = Math.max(1, left.plusSeconds(30).toMinutes());
        if (minutes < 60) {
            return "in " + count(minutes, "minute");
        }
        long hours = left.plusMinutes(30).toHours();
        return hours < 24
                ? "in " + count(hours, "hour")
                : "in " + count(left.plusHours(12).toDays(), "day");
    }

    /** The zone of the browser, for what the person enters. */
    public ZonedDateTime here(Instant instant) {
        return instant.atZone(zone);
    }

    /** Like {@code 1 file}, {@code 3 files}. */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
