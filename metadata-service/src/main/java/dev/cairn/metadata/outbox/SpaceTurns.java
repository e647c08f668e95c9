package dev.cairn.metadata.outbox;

import dev.cairn.contracts.id.SpaceId;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes sure that of all processes only one carries the events of a space at a time. */
interface SpaceTurns {
    /** Runs {@code work} if no other process is at it; empty otherwise. The turn ends with the work or with the process. */
    <T> Optional<T> tryWith(SpaceId space, Supplier<T> work);
}
