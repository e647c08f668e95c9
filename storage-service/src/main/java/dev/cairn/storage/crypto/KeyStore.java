package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wrapped keys by space and generation. */
interface KeyStore {
    /** All generations of a space's key, in order; none if it never had one, or it was destroyed. */
    List<WrappedKey> find(SpaceId space);

    /** Keeps the key unless that generation is there already, or the space's key was destroyed; durable on return. */
    void add(WrappedKey key);

    /** Keeps the key in the place of the same generation, if that is still there; durable on return. */
    void replace(WrappedKey key);

    /** Up to {@code limit} keys behind {@code after} (null: from the first), by space and generation. */
    List<WrappedKey> page(@Nullable WrappedKey after, int limit);

    /** How many there are. */
    long count();

    /** Whether any space has a key. */
    boolean hasAny();

    /** Forgets the key for good and remembers that it was destroyed; durable on return. */
    void destroy(SpaceId space);

    /** Spaces whose keys were destroyed. */
    List<SpaceId> destroyed();
}
