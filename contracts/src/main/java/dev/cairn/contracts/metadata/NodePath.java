package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.SpaceId;

/**
 * A node with the names that lead to it.
 *
 * @param path from the space's root, without a leading slash; empty for the root
 */
public record NodePath(SpaceId space, String path, Node node) {}
