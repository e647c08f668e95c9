package dev.cairn.storage.blob.redundant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a device is.
 *
 * @param cause of its state, a sentence; empty when UP
 * @param since when the state began
 * @param draining whether its shards are being moved away
 * @param freeBytes null when it does not tell
 * @param shards recorded on it
 * @param bytes of these
 * @param owed shards that are missing, damaged or unproven on it
 * @param gone deleted shards that it still has to delete
 */
public record DeviceStatus(
        String store,
        String device,
        String domain,
        double weight,
        Device.State state,
        String cause,
        Instant since,
        boolean draining,
        @Nullable Long freeBytes,
        long shards,
        long bytes,
        long owed,
        long gone) {
    /** Whether nothing is recorded or owed there any more, so that it may be taken out. */
    public boolean empty() {
        return shards == 0 && gone == 0;
    }
}
