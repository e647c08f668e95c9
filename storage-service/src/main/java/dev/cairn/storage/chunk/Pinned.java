package dev.cairn.storage.chunk;

import dev.cairn.storage.crypto.KeyedId;
import java.util.Map;

/**
 * Records that were found and pinned.
 *
 * @param epoch the oldest at which one of them is pinned; the space's, when there are none
 * @param found where they are
 */
record Pinned(long epoch, Map<KeyedId, Located> found) {}
