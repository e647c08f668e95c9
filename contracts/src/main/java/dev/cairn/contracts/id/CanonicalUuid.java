package dev.cairn.contracts.id;

import java.util.UUID;

/** {@link UUID#fromString} accepts "1-1-1-1-1"; identifiers on the wire have one spelling only. */
final class CanonicalUuid {
    private static final int LENGTH = 36;

    private CanonicalUuid() {}

    static UUID parse(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("an identifier is a UUID of " + LENGTH + " characters");
        }
        return UUID.fromString(text);
    }
}
