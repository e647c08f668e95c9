package dev.cairn.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One event; consumers use it to recognise a second delivery. */
public record EventId(UUID value) implements Comparable<EventId> {
    /** Parses the canonical form of a UUID; {@link IllegalArgumentException} for anything else. */
    @JsonCreator
    public static EventId of(String text) {
        return new EventId(CanonicalUuid.parse(text));
    }

    @Override
    public int compareTo(EventId other) {
        return value.compareTo(other.value);
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
