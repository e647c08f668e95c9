package dev.cairn.desktop.limit;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of a week: {@code 08:00-18:00 Mon-Fri}. Hours that go over midnight belong to the day on which they begin.
 *
 * @param from minute of the day
 * @param to minute of the day that does not belong to it any more; before {@code from}: over midnight
 */
public record Hours(int from, int to, Set<DayOfWeek> days) {
    private static final int DAY = 24 * 60;
    private static final int HOUR = 60;
    private static final List<String> NAMES = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final Pattern TIMES = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");
    private static final Pattern BEGIN = Pattern.compile("\\s+(?=\\d{1,2}:|(?:mon|tue|wed|thu|fri|sat|sun|else)\\b)");

    static final Hours ALWAYS = new Hours(0, DAY, EnumSet.allOf(DayOfWeek.class));

    public Hours {
        days = Set.copyOf(days);
        if (from == to) {
            throw new IllegalArgumentException("from " + time(from) + " to " + time(to)
                    + " is no time at all; for whole days leave the times out");
        }
    }

    /** Where in an entry of a schedule the times begin; its length when it has none. */
    static int beginIn(String entry) {
        var begin = BEGIN.matcher(entry.toLowerCase(Locale.ROOT));
        return begin.find() ? begin.start() : entry.length();
    }

    /** {@code HH:MM-HH:MM}, days, both, {@code else} or nothing; {@link IllegalArgumentException} with a sentence for people. */
    static Hours parse(String text) {
        var rest = text.strip();
        if (rest.isEmpty() || rest.equalsIgnoreCase("else")) {
            return ALWAYS;
        }
        int from = 0;
        int to = DAY;
        var times = TIMES.matcher(rest);
        if (times.lookingAt()) {
            from = minute(times, 1);
            to = minute(times, 3);
            rest = rest.substring(times.end()).strip();
        }
        return new Hours(from, to, rest.isEmpty() ? ALWAYS.days : days(rest));
    }

    private static int minute(Matcher times, int group) {
        int minute = Integer.parseInt(times.group(group)) * HOUR + Integer.parseInt(times.group(group + 1));
        if (Integer.parseInt(times.group(group + 1)) >= HOUR || minute > DAY || (group == 1 && minute == DAY)) {
            throw wrong(times.group());
        }
        return minute;
    }

    private static Set<DayOfWeek> days(String text) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var part : text.split("/", -1)) {
            var ends = part.strip().split("-", -1);
            if (ends.length > 2) {
                throw wrong(text);
            }
            var last = day(ends[ends.length - 1], text);
            for (var day = day(ends[0], text); ; day = day.plus(1)) {
                days.add(day);
                if (day == last) {
                    break;
                }
            }
        }
        return days;
    }

    private static DayOfWeek day(String name, String text) {
        for (int i = 0; i < NAMES.size(); i++) {
            if (NAMES.get(i).equalsIgnoreCase(name.strip())) {
                return DayOfWeek.of(i + 1);
            }
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no time; write 08:00-18:00, Mon-Fri, Sat/Sun, 22:00-06:00 Mon-Thu or else");
    }

    boolean isAlways() {
        return equals(ALWAYS);
    }

    boolean contains(LocalDateTime time) {
        int minute = time.getHour() * HOUR + time.getMinute();
        var day = time.getDayOfWeek();
        if (from < to) {
            return days.contains(day) && minute >= from && minute < to;
        }
        return (days.contains(day) && minute >= from) || (days.contains(day.minus(1)) && minute < to);
    }

    @Override
    public String toString() {
        var hours = from == 0 && to == DAY ? "" : time(from) + "-" + time(to);
        var which = days.size() == NAMES.size() ? "" : words();
        return hours.isEmpty() || which.isEmpty() ? hours + which : hours + " " + which;
    }

    private static String time(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / HOUR, minute % HOUR);
    }

    /** Days that follow each other are a range. */
    private String words() {
        var parts = new ArrayList<String>();
        for (int first = 0; first < NAMES.size(); first++) {
            int last = first;
            while (last < NAMES.size() && days.contains(DayOfWeek.of(last + 1))) {
                last++;
            }
            if (last > first) {
                parts.add(last == first + 1 ? NAMES.get(first) : NAMES.get(first) + "-" + NAMES.get(last - 1));
                first = last;
            }
        }
        return String.join("/", parts);
    }
}
