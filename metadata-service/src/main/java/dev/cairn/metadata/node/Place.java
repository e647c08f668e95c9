package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;

/** Where a node is: only one live node can be at a place. */
record Place(NodeId parent, String name) {}
