package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.NodeId;

/**
 * Where a file is.
 *
 * @param node the file
 * @param space the short name of its space
 * @param path from the root of the space, without a leading slash
 * @param trashed whether it, or a folder it lies in, was deleted and can still be restored
 */
public record FilePath(NodeId node, String space, String path, boolean trashed) {}
