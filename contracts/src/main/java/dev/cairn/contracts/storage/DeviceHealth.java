package dev.cairn.contracts.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a device of a redundant store is.
 *
 * @param name of the device
 * @param domain what fails together with it
 * @param weight its share of the data beside the others'
 * @param cause of its state, a sentence; empty when UP
 * @param since when the state began
 * @param draining whether what is on it is being moved away
 * @param freeBytes null when it does not tell
 * @param shards copies and shards of blobs that are recorded on it
 * @param bytes of these
 * @param owed of these, how many are missing, damaged or unproven
 * @param gone deleted ones that it still has to delete
 */
public record DeviceHealth(
        String name,
        String domain,
        double weight,
        State state,
        String cause,
        Instant since,
        boolean draining,
        @Nullable Long freeBytes,
        long shards,
        long bytes,
        long owed,
        long gone) {
    /** What a device is good for. */
    public enum State {
        /** Reads and writes. */
        UP,
        /** Reads only. */
        DEGRADED,
        /** Nothing. */
        DOWN
    }
}
