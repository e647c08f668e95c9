package dev.cairn.durable;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A small file that is whole or not there, whatever happens, and that only its owner may read at any moment of its life. It is
 * written as {@code <name>.unfinished}, synced, brought to its name in one step, and its folder is synced; so when {@link #write}
 * or {@link #create} returns it survives a power cut, and a cut before leaves what was there. What a cut leaves under
 * {@code .unfinished} is thrown away by the next write. It belongs to whom its folder belongs to, as far as this process may
 * give it away. One writer at a time: its caller owns the folder.
 */
public record DurableFile(Path path) {
    /** What the name of a file ends with while it is not whole. */
    public static final String UNFINISHED = ".unfinished";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** Makes the path absolute, so that it has a folder. */
    public DurableFile {
        path = path.toAbsolutePath();
    }

    /** Replaces what is there, if anything is. The folder must be there. */
    public void write(byte[] bytes) throws IOException {
        var unfinished = unfinished(bytes);
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(folder());
    }

    /** Makes it; {@link FileAlreadyExistsException} if it is there, and then it is as it was. */
    public void create(byte[] bytes) throws IOException {
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        var unfinished = unfinished(bytes);
        try {
            // A link, unlike a rename, never takes the place of a file that came meanwhile.
            Files.createLink(path, unfinished);
            Files.delete(unfinished);
        } catch (FileAlreadyExistsException e) {
            Files.delete(unfinished);
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Some file systems have no links.
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        }
        syncFolder(folder());
    }

    /** Removes it, if it is there; gone for good on return. Its bytes may stay on the device until they are written over. */
    public void delete() throws IOException {
        Files.deleteIfExists(folder().resolve(path.getFileName() + UNFINISHED));
        if (Files.deleteIfExists(path)) {
            syncFolder(folder());
        }
    }

    /** Whether others than its owner may read or write it; false where files have no such rights. */
    public boolean isOpenToOthers() throws IOException {
        return isPosix(path) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path));
    }

    private Path folder() {
        return Objects.requireNonNull(path.getParent(), "an absolute file has a folder");
    }

    private Path unfinished(byte[] bytes) throws IOException {
        var unfinished = folder().resolve(path.getFileName() + UNFINISHED);
        Files.deleteIfExists(unfinished);
        try (var out = FileChannel.open(unfinished, Set.of(CREATE_NEW, WRITE), rights())) {
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            giveToOwnerOfFolder(unfinished);
            out.force(true);
        }
        return unfinished;
    }

    private FileAttribute<?>[] rights() {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private void giveToOwnerOfFolder(Path file) throws IOException {
        var owner = Files.getOwner(folder());
        if (!owner.equals(Files.getOwner(file))) {
            Files.setOwner(file, owner);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes the names that came into the folder, and those that went, survive a power cut. */
    public static void syncFolder(Path folder) throws IOException {
        // Elsewhere a folder cannot be opened, and the file system keeps its entries in order by itself.
        if (isPosix(folder)) {
            try (var entries = FileChannel.open(folder, READ)) {
                entries.force(true);
            }
        }
    }
}
