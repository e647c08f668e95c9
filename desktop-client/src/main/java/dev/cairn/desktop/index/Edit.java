package dev.cairn.desktop.index;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.desktop.fs.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * One operation for the server and what it is about here.
 *
 * @param stamp how the disk looked when the operation was made up; becomes part of the base when the server agrees
 */
public record Edit(
        NodeId node, Operation operation, @Nullable Stamp stamp) {}
