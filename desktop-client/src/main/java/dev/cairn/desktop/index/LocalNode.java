package dev.cairn.desktop.index;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * A node as the disk last said. It gets its id when it is first seen, before the server knows of it, so that a rename before
 * the first upload is still a rename.
 *
 * @param content what the bytes behind {@code stamp} are; null: not looked at yet, or a folder
 */
public record LocalNode(
        NodeId id,
        @Nullable NodeId parent,
        String name,
        Stamp stamp,
        @Nullable ContentId content) implements TreeEntry {
    @Override
    public boolean folder() {
        return stamp.kind() == Kind.FOLDER;
    }

    /** Whether it is known to have this content. */
    public boolean has(ContentId other) {
        return content != null && content.equals(other);
    }

    /** The same node elsewhere. */
    public LocalNode at(@Nullable NodeId newParent, String newName) {
        return new LocalNode(id, newParent, newName, stamp, content);
    }

    /** The same node with other bytes or attributes. */
    public LocalNode with(Stamp newStamp, @Nullable ContentId newContent) {
        return new LocalNode(id, parent, name, newStamp, newContent);
    }

    /** The same thing on disk under another identity. */
    public LocalNode as(NodeId newId) {
        return new LocalNode(newId, parent, name, stamp, content);
    }
}
