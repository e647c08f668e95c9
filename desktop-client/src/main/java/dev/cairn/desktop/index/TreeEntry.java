package dev.cairn.desktop.index;

import dev.cairn.contracts.id.NodeId;
import org.jspecify.annotations.Nullable;

/** A node as one of the three trees knows it. */
public sealed interface TreeEntry permits RemoteNode, LocalNode, SyncedNode {
    /** Its identity, the same in all trees. */
    NodeId id();

    /** The folder it lies in; null for the root only. */
    @Nullable
    NodeId parent();

    /** Its name there; empty for the root. */
    String name();

    /** Whether it is a folder; else it is a file. */
    boolean folder();

    /** Whether it has the same place as another entry. */
    default boolean samePlace(TreeEntry other) {
        return name().equals(other.name()) && java.util.Objects.equals(parent(), other.parent());
    }
}
