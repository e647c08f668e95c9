package dev.cairn.storage.chunk;

import dev.cairn.storage.pack.Location;

/**
 * What the index knows of a record.
 *
 * @param plainLength bytes of the chunk or of the encoded manifest
 */
record Located(Location location, int plainLength) {}
