package dev.cairn.desktop.index;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * A node as server and disk last agreed on it: the base of every merge.
 *
 * @param file what the server called the agreed bytes and attributes; null for a folder
 * @param stamp how the disk looked then
 * @param settled whether the bytes on this disk are known to survive a power cut. Ours are (we synced them); a file the user
 *     wrote is ours to upload long before the kernel writes it to disk
 */
public record SyncedNode(
        NodeId id,
        @Nullable NodeId parent,
        String name,
        RemoteNode.@Nullable FileState file,
        Stamp stamp,
        boolean settled)
        implements TreeEntry {
    @Override
    public boolean folder() {
        return file == null;
    }

    /** The file's state; this is a file. */
    public RemoteNode.FileState fileState() {
        if (file == null) {
            throw new IllegalStateException("a folder has no content: " + name);
        }
        return file;
    }

    /** The same agreement about another place. */
    public SyncedNode at(@Nullable NodeId newParent, String newName) {
        return new SyncedNode(id, newParent, newName, file, stamp, settled);
    }

    /** The same place, agreed on other bytes or attributes. */
    public SyncedNode with(RemoteNode.FileState newFile, Stamp newStamp, boolean newSettled) {
        return new SyncedNode(id, parent, name, newFile, newStamp, newSettled);
    }

    /** The same agreement, seen again on disk. */
    public SyncedNode seen(Stamp newStamp) {
        return new SyncedNode(id, parent, name, file, newStamp, settled);
    }

    /** The same agreement, which a power cut may take away here. */
    public SyncedNode doubted() {
        return new SyncedNode(id, parent, name, file, stamp, false);
    }

    /** The same agreement, durable on this disk. */
    public SyncedNode asSettled() {
        return new SyncedNode(id, parent, name, file, stamp, true);
    }
}
