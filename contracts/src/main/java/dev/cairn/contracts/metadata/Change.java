package dev.cairn.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.contracts.id.NodeId;

/** One entry of a delta: what a node is now, or that it is gone (deleted, or moved out of the space). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.Upserted.class, name = "upserted"),
    @JsonSubTypes.Type(value = Change.Removed.class, name = "removed")
})
public sealed interface Change {
    /** Which node. */
    NodeId id();

    /** Its position in the space's order. */
    long sequence();

    /** The node exists and looks like this now. Its parent was told before it. */
    record Upserted(Node node) implements Change {
        @Override
        public NodeId id() {
            return node.id();
        }

        @Override
        public long sequence() {
            return node.sequence();
        }
    }

    /** The node is gone, and all below it (they are not listed one by one). */
    record Removed(NodeId id, long sequence) implements Change {}
}
