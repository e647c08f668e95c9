package dev.cairn.allinone.embedded;

import dev.cairn.durable.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The directory that holds one Cairn, owned by one process at a time: the lock is taken on opening, ends with the process
 * whatever happens to it, and is never broken. Only its owner may look inside (mode 0700).
 */
final class DataDirectory implements AutoCloseable {
    /** Says that this is a Cairn data directory, and in which layout. */
    private static final String MARKER = "cairn-data";

    /** What a first start that was cut off may have left before the marker. */
    private static final Set<String> FIRST = Set.of("lock", MARKER + DurableFile.UNFINISHED);

    private static final String LAYOUT = "Cairn data directory, layout 1\n";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Creates the directory when absent; refuses one that is in use, is something else, or is from a newer Cairn. */
    static DataDirectory open(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path.resolveSibling("."));
                Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            requireOurs(path);
            if (Files.exists(path.resolve(Restoring.UNFINISHED))) {
                throw new StartRefused(
                        "a restore into " + path + " was begun and not finished; delete it and restore again");
            }
            var lock = lock(path.resolve("lock"));
            if (!isMarked(path)) {
                // It may have been there, empty, and open to others.
                Files.setPosixFilePermissions(path, OWNER_ONLY);
                new DurableFile(path.resolve(MARKER)).write(LAYOUT.getBytes(StandardCharsets.UTF_8));
            }
            return new DataDirectory(path, lock);
        } catch (IOException e) {
            throw new StartRefused("the data directory " + path + " cannot be used: " + e, e);
        }
    }

    private static void requireOurs(Path path) throws IOException {
        var marker = path.resolve(MARKER);
        if (isMarked(path)) {
            if (!Files.readString(marker).equals(LAYOUT)) {
                throw new StartRefused(path + " was written by a newer Cairn; nothing was changed");
            }
            return;
        }
        if (Files.exists(marker)) {
            // Empty: the power went while an older Cairn wrote it.
            return;
        }
        try (var entries = Files.newDirectoryStream(path)) {
            for (var entry : entries) {
                if (!FIRST.contains(entry.getFileName().toString())) {
                    throw new StartRefused(path + " is not empty and not a Cairn data directory; choose another one");
                }
            }
        }
    }

    /** Whether a Cairn was started on this directory before. */
    static boolean holdsCairn(Path path) {
        try {
            return isMarked(path);
        } catch (IOException e) {
            throw new StartRefused("the data directory " + path + " cannot be used: " + e, e);
        }
    }

    private static boolean isMarked(Path path) throws IOException {
        var marker = path.resolve(MARKER);
        return Files.exists(marker) && Files.size(marker) > 0;
    }

    private static FileChannel lock(Path file) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new StartRefused(file.getParent() + " is already in use by this process", e);
        }
        var holder = Files.readString(file).strip();
        channel.close();
        throw new StartRefused("another Cairn (process " + holder + ") already runs on " + file.getParent());
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Writes a small secret so that it is complete or absent, and nobody else can read it at any moment. */
    void writeSecret(String name, byte[] bytes) throws IOException {
        new DurableFile(path.resolve(name)).write(bytes);
    }

    /** Gives the directory free. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
