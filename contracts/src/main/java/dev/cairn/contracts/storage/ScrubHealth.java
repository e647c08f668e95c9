package dev.cairn.contracts.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the reading of every stored byte is.
 *
 * @param unread blobs that were stored and never read since
 * @param waiting blobs whose turn it is, {@code unread} among them
 * @param waitingBytes of these, on all devices
 * @param overdue blobs that were not read in the scrub period
 * @param completeSince everything but what is unread was read after this; null before anything was
 */
public record ScrubHealth(
        long unread,
        long waiting,
        long waitingBytes,
        long overdue,
        @Nullable Instant completeSince) {}
