package dev.cairn.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One share link. */
public record LinkId(UUID value) implements Comparable<LinkId> {
    /** Parses the canonical form of a UUID; {@link IllegalArgumentException} for anything else. */
    @JsonCreator
    public static LinkId of(String text) {
        return new LinkId(CanonicalUuid.parse(text));
    }

    @Override
    public int compareTo(LinkId other) {
        return value.compareTo(other.value);
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
