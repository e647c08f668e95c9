package dev.cairn.metadata.node;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Node;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node as the database has it.
 *
 * @param parent null for the root only
 * @param sequence the position of its last change
 * @param body what a file has and a folder has not
 * @param trashed set for the root of a deleted subtree; what lies below is deleted with it
 */
public record NodeRow(
        NodeId id,
        @Nullable NodeId parent,
        String name,
        long sequence,
        Instant modified,
        @Nullable Body body,
        @Nullable Trashed trashed) {
    /** A file's newest version. */
    public record Body(
            VersionId version, ContentId content, long size, boolean executable, Map<String, String> attributes) {}

    /** When and by whom it was deleted, and where it was then. */
    public record Trashed(Instant at, String by, String path) {}

    /** Whether it is a folder. */
    public boolean isFolder() {
        return body == null;
    }

    /** As clients see it. */
    public Node view() {
        if (body == null) {
            return new Node.Folder(id, parent, name, sequence, modified);
        }
        return new Node.File(
                id,
                Objects.requireNonNull(parent, "only the root has no parent, and it is a folder"),
                name,
                sequence,
                modified,
                body.version(),
                body.content(),
                body.size(),
                body.executable(),
                body.attributes());
    }

    NodeRow at(long newSequence) {
        return new NodeRow(id, parent, name, newSequence, modified, body, trashed);
    }

    /** The same somewhere else. */
    public NodeRow movedTo(NodeId newParent, String newName) {
        return new NodeRow(id, newParent, newName, sequence, modified, body, trashed);
    }

    /** The same with other bytes or attributes. */
    public NodeRow with(Instant newModified, @Nullable Body newBody) {
        return new NodeRow(id, parent, name, sequence, newModified, newBody, trashed);
    }

    /** The same in the trash, or out of it. */
    public NodeRow trashed(@Nullable Trashed newTrashed) {
        return new NodeRow(id, parent, name, sequence, modified, body, newTrashed);
    }
}
