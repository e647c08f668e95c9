package dev.cairn.storage.blob.redundant;

import java.time.Instant;

/**
 * A walk over all devices of a store for shards that no record knows.
 *
 * @param unknownBlobs of which enough was found to read them; they stay until somebody adopts them
 */
public record Walk(Instant at, long unknownBlobs) {}
