package dev.cairn.contracts.metadata;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;

/**
 * A version of a file, as far as its bytes are concerned.
 *
 * @param node the file
 * @param sequence with {@code node}, which version; where the next page begins
 * @param content its bytes
 * @param size their number
 * @param newest whether it is what the file is now, not an old version
 */
public record StoredVersion(NodeId node, long sequence, ContentId content, long size, boolean newest) {}
