package dev.cairn.storage.blob.redundant;

/**
 * What a scrub found.
 *
 * @param blobs looked at
 * @param bytes read and found to be what was written
 * @param bad shards missing, damaged, or on devices that are down; they are owed now
 */
public record ScrubReport(long blobs, long bytes, long bad) {}
