package dev.cairn.desktop.limit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How fast bytes may go at which time: {@code 2 MB/s 08:00-18:00 Mon-Fri, unlimited else}. The first entry that is about a time counts; where
 * none is, there is no limit. Times are those of the device.
 *
 * @param entries at most {@link #ENTRIES_MAX}; none: no limit
 */
public record Schedule(List<Entry> entries) {
    /** So many different times can be told apart. */
    public static final int ENTRIES_MAX = 32;

    /** No limit at any time. */
    public static final Schedule UNLIMITED = new Schedule(List.of());

    /** One part of it. */
    public record Entry(Rate rate, Hours when) {
        /** Whether it holds whenever nothing before it does. */
        public boolean isAlways() {
            return when.isAlways();
        }

        @Override
        public String toString() {
            return isAlways() ? rate.toString() : rate + " " + when;
        }
    }

    /** Copies; {@link IllegalArgumentException} for too many entries, or for some that could never count. */
    public Schedule {
        entries = List.copyOf(entries);
        if (entries.size() > ENTRIES_MAX) {
            throw new IllegalArgumentException("no more than " + ENTRIES_MAX + " entries can be told apart");
        }
        for (var entry : entries.subList(0, Math.max(0, entries.size() - 1))) {
            if (entry.isAlways()) {
                throw new IllegalArgumentException("what comes after \"" + entry + "\" would never count");
            }
        }
    }

    /** {@link IllegalArgumentException} with a sentence for people when it is none. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Schedule parse(String text) {
        var entries = new ArrayList<Entry>();
        for (var part : text.strip().split("\\s*,\\s*", -1)) {
            entries.add(entry(part));
        }
        var only = entries.size() == 1 ? entries.getFirst() : null;
        return only != null && only.isAlways() && only.rate().isUnlimited() ? UNLIMITED : new Schedule(entries);
    }

    private static Entry entry(String text) {
        int when = Hours.beginIn(text);
        return new Entry(Rate.parse(text.substring(0, when)), Hours.parse(text.substring(when)));
    }

    /** What holds at a time. */
    public Rate at(LocalDateTime time) {
        for (var entry : entries) {
            if (entry.when().contains(time)) {
                return entry.rate();
            }
        }
        return Rate.UNLIMITED;
    }

    /** Whether there never is a limit. */
    public boolean isUnlimited() {
        return entries.stream().allMatch(entry -> entry.rate().isUnlimited());
    }

    /** As {@link #parse} reads it. */
    @JsonValue
    @Override
    public String toString() {
        if (entries.isEmpty()) {
            return Rate.UNLIMITED.toString();
        }
        var text = entries.stream().map(Entry::toString).collect(Collectors.joining(", "));
        return entries.size() > 1 && entries.getLast().isAlways() ? text + " else" : text;
    }
}
