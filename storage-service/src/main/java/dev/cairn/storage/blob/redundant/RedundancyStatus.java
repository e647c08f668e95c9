package dev.cairn.storage.blob.redundant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a redundant store is, by its ledger.
 *
 * @param copies what short blobs become, as text
 * @param coded what long blobs become
 * @param due what the scrub is to look at now
 * @param overdue blobs that were not verified in the scrub period
 * @param unknown blobs that devices hold, no record knows, and somebody may adopt, as of the last walk over them
 * @param census the last count of what devices really hold; null before the first of this process
 * @param unknown blobs that devices hold, no record knows, and somebody may adopt, as of the last walk over them
 * @param censusAt when that was
 */
public record RedundancyStatus(
        String store,
        String copies,
        String coded,
        List<DeviceStatus> devices,
        Redundancy redundancy,
        Outstanding due,
        long overdue,
        long unknown,
        @Nullable Redundancy census,
        @Nullable Instant censusAt) {}
