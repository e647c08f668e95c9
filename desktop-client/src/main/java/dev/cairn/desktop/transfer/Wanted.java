package dev.cairn.desktop.transfer;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.RemoteNode.FileState;

/** A file to be fetched. */
public record Wanted(NodeId node, FileState file) {}
