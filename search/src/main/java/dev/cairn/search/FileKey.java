package dev.cairn.search;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;

/** A file of the index. */
public record FileKey(SpaceId space, NodeId node) {}
