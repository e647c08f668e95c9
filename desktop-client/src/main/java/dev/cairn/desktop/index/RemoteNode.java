package dev.cairn.desktop.index;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Node;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A node as the server last said. {@code file} is null for a folder. */
public record RemoteNode(
        NodeId id,
        @Nullable NodeId parent,
        String name,
        long sequence,
        @Nullable FileState file) implements TreeEntry {

    /** What the server knows of a file beyond its place. */
    public record FileState(VersionId version, ContentId content, long size, Instant modified, boolean executable) {}

    /** The node of a reply or a delta. */
    public static RemoteNode of(Node node) {
        return switch (node) {
            case Node.Folder folder ->
                new RemoteNode(folder.id(), folder.parent(), folder.name(), folder.sequence(), null);
            case Node.File file ->
                new RemoteNode(
                        file.id(),
                        file.parent(),
                        file.name(),
                        file.sequence(),
                        new FileState(file.version(), file.content(), file.size(), file.modified(), file.executable()));
        };
    }

    @Override
    public boolean folder() {
        return file == null;
    }

    /** The file's state; this is a file. */
    public FileState fileState() {
        if (file == null) {
            throw new IllegalStateException("a folder has no content: " + name);
        }
        return file;
    }
}
