package dev.cairn.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Several accounts that are given access together. */
public record GroupId(UUID value) implements Comparable<GroupId> {
    /** Parses the canonical form of a UUID; {@link IllegalArgumentException} for anything else. */
    @JsonCreator
    public static GroupId of(String text) {
        return new GroupId(CanonicalUuid.parse(text));
    }

    @Override
    public int compareTo(GroupId other) {
        return value.compareTo(other.value);
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
