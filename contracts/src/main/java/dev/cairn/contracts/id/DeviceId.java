package dev.cairn.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One installation of an account, with credentials of its own. */
public record DeviceId(UUID value) implements Comparable<DeviceId> {
    /** Parses the canonical form of a UUID; {@link IllegalArgumentException} for anything else. */
    @JsonCreator
    public static DeviceId of(String text) {
        return new DeviceId(CanonicalUuid.parse(text));
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
