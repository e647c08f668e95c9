package dev.cairn.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One immutable version of a file. */
public record VersionId(UUID value) implements Comparable<VersionId> {
    /** Parses the canonical form of a UUID; {@link IllegalArgumentException} for anything else. */
    @JsonCreator
    public static VersionId of(String text) {
        return new VersionId(CanonicalUuid.parse(text));
    }

    @Override
    public int compareTo(VersionId other) {
        return value.compareTo(other.value);
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
