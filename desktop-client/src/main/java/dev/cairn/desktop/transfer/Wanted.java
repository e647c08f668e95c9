package dev.cairn.desktop.transfer;

import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.RemoteNode.FileState;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file to be fetched.
 *
 * @param before looks up the version that is here, if it is known how that is made up
 */
public record Wanted(NodeId node, FileState file, Supplier<Optional<Manifest>> before) {}
