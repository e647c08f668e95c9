package dev.cairn.desktop.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Times and the executable bit on the real file system. */
final class DiskAttributes {
    private final boolean posix;

    DiskAttributes(Path root) {
        this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    void setModified(Path path, Instant modified) throws IOException {
        if (modified.getEpochSecond() < 0) {
            // The JDK writes 1970 for every earlier time.
            var libc = Libc.find();
            if (libc.isPresent() && libc.get().setModified(path, modified)) {
                return;
            }
        }
        Files.setLastModifiedTime(path, FileTime.from(modified));
    }

    /** Lets everybody execute who may read, or nobody. */
    void setExecutable(Path path, boolean executable) throws IOException {
        if (!posix) {
            return;
        }
        var before = Files.getPosixFilePermissions(path);
        var after = EnumSet.noneOf(PosixFilePermission.class);
        after.addAll(before);
        grant(after, PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE, executable);
        grant(after, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE, executable);
        grant(after, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE, executable);
        if (!after.equals(before)) {
            Files.setPosixFilePermissions(path, after);
        }
    }

    /** Gives a new version of a file the permissions of the old one, except execution, which is synced. */
    void copyPermissions(Path from, Path to, boolean executable) throws IOException {
        if (!posix) {
            return;
        }
        var wanted = Files.getPosixFilePermissions(from);
        if (!wanted.equals(Files.getPosixFilePermissions(to))) {
            Files.setPosixFilePermissions(to, wanted);
            setExecutable(to, executable);
        }
    }

    private static void grant(
            Set<PosixFilePermission> permissions, PosixFilePermission read, PosixFilePermission execute, boolean on) {
        if (on && permissions.contains(read)) {
            permissions.add(execute);
        } else if (!on) {
            permissions.remove(execute);
        }
    }
}
