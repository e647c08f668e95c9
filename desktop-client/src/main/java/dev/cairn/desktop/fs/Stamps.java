package dev.cairn.desktop.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@link Stamp}s of the real file system: one system call each where there is Unix, without inode elsewhere. */
final class Stamps {
    private static final String ATTRIBUTES = "unix:mode,ino,size,lastModifiedTime,creationTime,ctime";
    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_FILE = 0100000;
    private static final int TYPE_FOLDER = 0040000;
    private static final int TYPE_LINK = 0120000;
    private static final int OWNER_EXECUTES = 0100;

    private final boolean unix;

    Stamps(Path root) {
        this.unix = root.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    @Nullable
    Stamp find(Path path) throws IOException {
        try {
            return unix ? unixStamp(path) : basicStamp(path);
        } catch (NoSuchFileException e) {
            return null;
        } catch (java.nio.file.FileSystemException e) {
            if (e.getReason() != null && e.getReason().contains("Not a directory")) {
                return null;
            }
            throw e;
        }
    }

    Stamp get(Path path) throws IOException {
        var stamp = find(path);
        if (stamp == null) {
            throw new NoSuchFileException(path.toString());
        }
        return stamp;
    }

    private static Stamp unixStamp(Path path) throws IOException {
        var attributes = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) attribute(attributes, "mode");
        var kind =
                switch (mode & TYPE_MASK) {
                    case TYPE_FILE -> Kind.FILE;
                    case TYPE_FOLDER -> Kind.FOLDER;
                    case TYPE_LINK -> Kind.LINK;
                    default -> Kind.OTHER;
                };
        boolean file = kind == Kind.FILE;
        return new Stamp(
                kind,
                (Long) attribute(attributes, "ino"),
                time(attributes, "creationTime"),
                file ? (Long) attribute(attributes, "size") : 0,
                time(attributes, "lastModifiedTime"),
                time(attributes, "ctime"),
                file && (mode & OWNER_EXECUTES) != 0);
    }

    private static Object attribute(Map<String, Object> attributes, String name) {
        var value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("the file system does not tell " + name);
        }
        return value;
    }

    private static Instant time(Map<String, Object> attributes, String name) {
        return ((FileTime) attribute(attributes, name)).toInstant();
    }

    private static Stamp basicStamp(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        var kind = attributes.isRegularFile()
                ? Kind.FILE
                : attributes.isDirectory() ? Kind.FOLDER : attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
        var key = attributes.fileKey();
        var modified = attributes.lastModifiedTime().toInstant();
        return new Stamp(
                kind,
                key == null ? 0 : key.hashCode(),
                attributes.creationTime().toInstant(),
                kind == Kind.FILE ? attributes.size() : 0,
                modified,
                modified,
                kind == Kind.FILE && Files.isExecutable(path));
    }
}
