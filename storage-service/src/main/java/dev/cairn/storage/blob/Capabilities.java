package dev.cairn.storage.blob;

/**
 * What a store can do beyond the contract; constant for its life.
 *
 * @param durable whether bytes survive the end of the process
 * @param cheapRanges whether reading a range costs about as much as its bytes, so that packs may be read chunk by chunk
 */
public record Capabilities(boolean durable, boolean cheapRanges) {}
