package dev.cairn.desktop.wipe;

import dev.cairn.desktop.fs.LocalFiles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what is in a folder and leaves the folder with the file that marks it as ours. Follows no link and enters no other file system;
 * goes on where something cannot be deleted.
 */
final class EmptyFolder extends SimpleFileVisitor<Path> {
    private final Path root;
    private final FileStore store;
    private final Deletion deletion;
    private int left;
    private int failed;

    /** How a file, or a link, is deleted. */
    interface Deletion {
        /** Whether it is gone; false: it is to stay. */
        boolean delete(Path file) throws IOException;
    }

    /**
     * What there is afterwards.
     *
     * @param left files that were to stay
     * @param failed files and folders that could not be deleted
     */
    record Result(int left, int failed) {}

    private EmptyFolder(Path root, Deletion deletion) throws IOException {
        this.root = root;
        this.store = Files.getFileStore(root);
        this.deletion = deletion;
    }

    static Result empty(Path root, Deletion deletion) throws IOException {
        var work = new EmptyFolder(root, deletion);
        Files.walkFileTree(root, work);
        return new Result(work.left, work.failed);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        try {
            if (!Files.getFileStore(folder).equals(store)) {
                failed++;
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (!Files.isWritable(folder)
                    && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException stays) {
            // What cannot be deleted in it counts by itself.
            return FileVisitResult.CONTINUE;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!file.equals(root.resolve(LocalFiles.MARKER))) {
            try {
                left += deletion.delete(file) ? 0 : 1;
            } catch (IOException e) {
                failed++;
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        failed++;
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
        if (!folder.equals(root)) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException stays) {
                // What is in it was counted.
            } catch (IOException cannot) {
                failed++;
            }
        }
        return FileVisitResult.CONTINUE;
    }
}
