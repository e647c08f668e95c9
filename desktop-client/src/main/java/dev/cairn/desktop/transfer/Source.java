package dev.cairn.desktop.transfer;

import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.NodeId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file to be read.
 *
 * @param before looks up the version that the server has, if it is known how that is made up
 */
public record Source(NodeId node, String path, Supplier<Optional<Manifest>> before) {
    /** A file of which the server has no other version. */
    public Source(NodeId node, String path) {
        this(node, path, Optional::empty);
    }
}
