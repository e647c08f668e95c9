package dev.cairn.storage.crypto;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root keys that may be used now: one, or two while one takes the other's place. Both open, the newer one wraps.
 *
 * @param next the newer one
 */
record RootKeys(RootKey current, @Nullable RootKey next) {
    /** The one that wraps. */
    RootKey wrapping() {
        return next == null ? current : next;
    }

    /** The one that opens this key, if it is here. */
    Optional<RootKey> opening(WrappedKey key) {
        if (Arrays.equals(key.rootId(), wrapping().id())) {
            return Optional.of(wrapping());
        }
        return Arrays.equals(key.rootId(), current.id()) ? Optional.of(current) : Optional.empty();
    }

    /** The secret; {@link IllegalStateException} if it was wrapped by another root key. */
    byte[] unwrap(WrappedKey key) {
        return key.unwrap(opening(key).orElse(current));
    }

    @Override
    public String toString() {
        return "RootKeys[hidden]";
    }
}
