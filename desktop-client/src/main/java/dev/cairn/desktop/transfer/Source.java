package dev.cairn.desktop.transfer;

import dev.cairn.contracts.id.NodeId;

/** A file to be read. */
public record Source(NodeId node, String path) {}
