package dev.cairn.storage.blob.redundant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a scrub still has to look at.
 *
 * @param blobs whose turn it is, those that never were verified among them
 * @param bytes of these, on all devices
 * @param fresh blobs that never were verified
 * @param oldest all others were verified at this time or later; null when there are no others
 */
public record Outstanding(
        long blobs, long bytes, long fresh, @Nullable Instant oldest) {}
