package dev.cairn.storage.blob.redundant;

/**
 * How far the draining of a device came.
 *
 * @param moved shards that are elsewhere now
 * @param left shards still recorded on the device
 * @param undeleted shards that the device still has to delete
 */
public record DrainReport(long moved, long left, long undeleted) {
    /** Whether the device may be taken out. */
    public boolean empty() {
        return left == 0 && undeleted == 0;
    }
}
