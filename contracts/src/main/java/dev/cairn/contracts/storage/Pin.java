package dev.cairn.contracts.storage;

import java.util.List;

/**
 * Contents that may be named now: they are durable with all their chunks, and the collector leaves them alone until metadata has
 * been told to accept no name that rests on this epoch (ADR 0140).
 *
 * @param epoch to be handed to metadata with the names
 * @param sizes bytes of the contents, in the order they were given
 */
public record Pin(long epoch, List<Long> sizes) {
    /** Copies the list. */
    public Pin {
        sizes = List.copyOf(sizes);
    }
}
