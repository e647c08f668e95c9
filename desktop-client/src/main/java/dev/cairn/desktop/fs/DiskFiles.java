package dev.cairn.desktop.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The synced folder on the real file system. */
public final class DiskFiles implements LocalFiles {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int MARK_LENGTH_MAX = 200;
    private static final int TOGETHER_MIN = 8;
    private static final String MARK_ATTRIBUTE = "cairn.mark";
    private static final String MARKER_TEXT =
            "This folder is kept in sync by Cairn. Leave this file where it is: without it,"
                    + " Cairn takes the folder for an unmounted disk and waits.\n";

    private final Path root;
    private final Path work;
    private final Stamps stamps;
    private final DiskAttributes attributes;
    private final @Nullable Libc libc;
    private final Renames renames;

    /** @param root an existing folder; symbolic links on the way to it are resolved once, here */
    public DiskFiles(Path root) throws IOException {
        this.root = root.toRealPath();
        this.work = this.root.resolve(WORK_FOLDER);
        this.stamps = new Stamps(this.root);
        this.attributes = new DiskAttributes(this.root);
        this.libc = Libc.find().orElse(null);
        this.renames = new Renames(work, stamps, attributes, libc);
    }

    /** The folder itself. */
    public Path rootFolder() {
        return root;
    }

    @Override
    public RootState root() {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return new RootState.Absent("the folder " + root + " is not there");
        }
        try {
            var marker = root.resolve(MARKER);
            if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
                return new RootState.Absent("the folder " + root + " has no file " + MARKER
                        + ": a disk that is not mounted looks like this. If all is there and only that file was"
                        + " removed: cairn client remove, then cairn client add");
            }
            return new RootState.Present(markOf(marker));
        } catch (IOException e) {
            return new RootState.Absent("the folder " + root + " cannot be read: " + DiskTrouble.words(e));
        }
    }

    @Override
    public String identity() {
        try {
            var seen = Files.readAttributes(root, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            // Device and inode; with its birth, as the roots of two disks may share both. No key, no birth: no
            // identity. Where births are not kept, the JDK gives the last change for one.
            var born = seen.creationTime();
            return !seen.isDirectory() || seen.fileKey() == null || born.equals(seen.lastModifiedTime())
                    ? ""
                    : seen.fileKey() + " " + born;
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void mark(String mark) throws IOException {
        Files.createDirectories(work);
        var fresh = work.resolve("root-mark");
        try (var channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var text = setAttribute(fresh, mark) ? MARKER_TEXT : mark + "\n";
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, root.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
        if (identity().isEmpty()) {
            // Made and marked within one tick of the file system's clock, its birth reads like one that is not kept.
            var changed = Files.getLastModifiedTime(root).toInstant();
            Files.setLastModifiedTime(root, FileTime.from(changed.plusMillis(1)));
        }
        syncFolder("");
    }

    /**
     * The mark is an extended attribute, so that the marker files of two devices are equal to whoever compares folders; where
     * the file system has none, it is the file's text.
     */
    private static boolean setAttribute(Path file, String mark) {
        var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        try {
            return view != null
                    && view.write(MARK_ATTRIBUTE, ByteBuffer.wrap(mark.getBytes(StandardCharsets.UTF_8))) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String markOf(Path file) throws IOException {
        var text = Files.readString(file);
        if (!text.equals(MARKER_TEXT)) {
            return text.strip().substring(0, Math.min(text.strip().length(), MARK_LENGTH_MAX));
        }
        var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (view == null) {
            return "";
        }
        var mark = ByteBuffer.allocate(MARK_LENGTH_MAX);
        try {
            view.read(MARK_ATTRIBUTE, mark);
        } catch (IOException e) {
            // Restored without its attributes: no mark, so nothing is believed of it.
            return "";
        }
        return StandardCharsets.UTF_8.decode(mark.flip()).toString();
    }

    @Override
    public long freeBytes() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public long totalBytes() {
        try {
            return Files.getFileStore(root).getTotalSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public String bootId() {
        try {
            return Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Listing list(String folder) throws IOException {
        var path = resolve(folder);
        var entries = new ArrayList<Entry>();
        var unreadable = new TreeMap<String, String>();
        checkNotRedirected(folder);
        try (var names = Files.newDirectoryStream(path)) {
            for (var child : names) {
                var name = child.getFileName().toString();
                if (folder.isEmpty() && (name.equals(WORK_FOLDER) || name.equals(MARKER))) {
                    continue;
                }
                if (name.indexOf('\uFFFD') >= 0 && !path.resolve(name).equals(child)) {
                    unreadable.put(name, "its name is not UTF-8");
                    continue;
                }
                try {
                    var stamp = stamps.find(child);
                    if (stamp != null) {
                        entries.add(new Entry(name, stamp));
                    }
                } catch (IOException e) {
                    // One thing out of reach says nothing about the others.
                    unreadable.put(name, "cannot be looked at: " + DiskTrouble.words(e));
                }
            }
        } catch (NotDirectoryException e) {
            throw new NoSuchFileException(path.toString());
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new Listing(entries, unreadable);
    }

    @Override
    public @Nullable Stamp stat(String path) throws IOException {
        return stamps.find(resolve(path));
    }

    @Override
    public SourceFile open(String path) throws IOException {
        checkNotRedirected(FileNames.parent(path));
        var file = resolve(path);
        return new DiskSource(FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), file, stamps);
    }

    @Override
    public void syncFiles(List<String> paths) throws IOException {
        if (!syncTogether(paths.size())) {
            for (var path : paths) {
                try {
                    force(resolve(path));
                } catch (NoSuchFileException e) {
                    // Gone: nothing to keep.
                }
            }
        }
    }

    @Override
    public void seal(List<Draft> finished) throws IOException {
        if (!syncTogether(finished.size())) {
            for (var draft : finished) {
                force(((DiskDraft) draft).path());
            }
        }
    }

    /** Each file for itself costs a journal commit of the file system; many are cheaper with everything else on the disk. */
    private boolean syncTogether(int files) throws IOException {
        return files >= TOGETHER_MIN && libc != null && libc.syncFileSystem(root);
    }

    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    @Override
    public Draft draft(String key) throws IOException {
        Files.createDirectories(work);
        return new DiskDraft(work.resolve(key), attributes);
    }

    @Override
    public Stamp place(Draft draft, String path, @Nullable Stamp expected) throws IOException {
        var from = ((DiskDraft) draft).path();
        var to = resolve(path);
        checkNotRedirected(FileNames.parent(path));
        return expected == null ? renames.toFree(from, to) : renames.replace(from, to, expected);
    }

    @Override
    public Stamp rename(String from, String to) throws IOException {
        checkNotRedirected(FileNames.parent(from));
        checkNotRedirected(FileNames.parent(to));
        return renames.toFree(resolve(from), resolve(to));
    }

    @Override
    public Stamp makeFolder(String path) throws IOException {
        checkNotRedirected(FileNames.parent(path));
        try {
            Files.createDirectory(resolve(path));
        } catch (FileAlreadyExistsException e) {
            throw new TargetChangedException(path);
        }
        return stamps.get(resolve(path));
    }

    @Override
    public void removeFile(String path, Stamp expected) throws IOException {
        checkNotRedirected(FileNames.parent(path));
        var file = resolve(path);
        var present = stamps.find(file);
        if (present == null || !present.sameAs(expected)) {
            throw new TargetChangedException(path);
        }
        Files.delete(file);
    }

    @Override
    public void removeFolder(String path) throws IOException {
        checkNotRedirected(FileNames.parent(path));
        var folder = resolve(path);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new TargetChangedException(path);
        }
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            throw new TargetChangedException(path);
        }
    }

    @Override
    public Stamp touch(String path, Stamp expected, Instant modified, boolean executable) throws IOException {
        checkNotRedirected(FileNames.parent(path));
        var file = resolve(path);
        var present = stamps.find(file);
        if (present == null || !present.sameAs(expected)) {
            throw new TargetChangedException(path);
        }
        if (present.executable() != executable) {
            attributes.setExecutable(file, executable);
        }
        attributes.setModified(file, modified);
        return stamps.get(file);
    }

    @Override
    public void setAside(String path, String name) throws IOException {
        var folder = Files.createDirectories(work.resolve(Renames.SET_ASIDE));
        Files.move(resolve(path), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void syncFolder(String path) throws IOException {
        try (var channel = FileChannel.open(resolve(path), StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Gone; whoever removed it syncs its parent.
        }
    }

    @Override
    public void sweepDrafts(Instant before) throws IOException {
        if (!Files.isDirectory(work)) {
            return;
        }
        renames.rescue();
        try (var drafts = Files.newDirectoryStream(work)) {
            for (var draft : drafts) {
                if (Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)
                        && stamps.get(draft).changed().isBefore(before)) {
                    Files.deleteIfExists(draft);
                }
            }
        }
    }

    /** Whatever a path says, it is below the root. */
    private Path resolve(String path) throws IOException {
        if (path.isEmpty()) {
            return root;
        }
        var resolved = root.resolve(path);
        if (!resolved.startsWith(root) || !resolved.normalize().equals(resolved)) {
            throw new FileSystemException(path, null, "this path leads out of the folder");
        }
        return resolved;
    }

    /** A folder that was replaced by a symbolic link would lead operations out of the synced tree. */
    private void checkNotRedirected(String folder) throws IOException {
        var path = resolve(folder);
        if (!folder.isEmpty() && !path.toRealPath().equals(path)) {
            throw new TargetChangedException(folder);
        }
    }
}
