package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import java.util.List;

/** Wrapped keys by space and generation. */
interface KeyStore {
    /** All generations of a space's key; none if it never had one. */
    List<WrappedKey> find(SpaceId space);

    /** Keeps the key unless that generation is there already; durable on return. */
    void add(WrappedKey key);

    /** Whether any space has a key. */
    boolean hasAny();
}
