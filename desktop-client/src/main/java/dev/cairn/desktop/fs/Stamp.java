package dev.cairn.desktop.fs;

import java.time.Instant;

/**
 * What the file system says of a name without reading its bytes.
 *
 * @param inode the file's number; 0 where there is none
 * @param born when the file was created; where the file system does not know, any constant
 * @param size bytes; 0 for a folder
 * @param modified the time programs set and people see
 * @param changed when anything of the file last changed, kept by the kernel alone
 * @param executable the owner's executable bit; false for a folder
 */
public record Stamp(
        Kind kind, long inode, Instant born, long size, Instant modified, Instant changed, boolean executable) {
    /** Whether nothing hints at different bytes or attributes: what was hashed then is what is there now. */
    public boolean sameAs(Stamp other) {
        return equals(other);
    }

    /** Whether this is the same file after a rename: everything but the kernel's change time agrees. */
    public boolean sameButRenamed(Stamp other) {
        return kind == other.kind
                && inode == other.inode
                && born.equals(other.born)
                && size == other.size
                && modified.equals(other.modified)
                && executable == other.executable;
    }

    /** Whether this is the same file or folder, whatever has been written to it meanwhile. */
    public boolean sameObject(Stamp other) {
        return kind == other.kind && inode != 0 && inode == other.inode && born.equals(other.born);
    }
}
