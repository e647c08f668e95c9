package dev.cairn.testkit.disk;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk with a file system of its own, given to programs as a {@link Path}. It promises no more than POSIX does: of a file what was
 * there when it was last synced, of a folder the entries that were there when it was last synced, and nothing of order. The power fails
 * in the middle of a chosen step; from then on every call fails, and {@link #afterPowerCut} is what the disk holds when it is
 * plugged in again. Not for many threads at a time.
 */
public final class SimulatedDisk {
    /** A disk writes so many bytes or none of them. */
    static final int SECTOR_BYTES = 512;

    private final Folder root;
    private final DiskFileSystem system = new DiskFileSystem(this);
    private long steps;
    private long cutAt = Long.MAX_VALUE;
    private boolean readOnly;

    /** What a folder has an entry of. */
    sealed interface Node permits File, Folder {}

    /** A file: what was synced, and what is read now. */
    static final class File implements Node {
        private byte[] synced = new byte[0];
        private byte[] bytes = new byte[0];

        byte[] bytes() {
            return bytes;
        }
    }

    /** A folder: what was synced, what is seen now, and what led from the one to the other. */
    static final class Folder implements Node {
        private final Map<String, Node> synced = new TreeMap<>();
        private final Map<String, Node> entries = new TreeMap<>();
        private final List<Change> changes = new ArrayList<>();

        private void change(String name, @Nullable Node node) {
            changes.add(new Change(name, node));
            apply(entries, name, node);
        }

        Map<String, Node> entries() {
            return entries;
        }
    }

    /** An entry that came or, null, went. */
    private record Change(String name, @Nullable Node node) {}

    /** An empty disk. */
    public SimulatedDisk() {
        this(new Folder());
    }

    private SimulatedDisk(Folder root) {
        this.root = root;
    }

    private static void apply(Map<String, Node> entries, String name, @Nullable Node node) {
        if (node == null) {
            entries.remove(name);
        } else {
            entries.put(name, node);
        }
    }

    /** Its root folder. */
    public Path root() {
        return system.getPath("/");
    }

    /** Steps that changed something or made it durable, so far. */
    public long steps() {
        return steps;
    }

    /** The power fails in the middle of this step, counted from 1. */
    public void cutAt(long step) {
        cutAt = step;
    }

    /** From now on nothing can be changed, as a system does with a disk that it does not trust any more; or it can again. */
    public void readOnly(boolean on) {
        readOnly = on;
    }

    /** Whether it has failed. */
    public boolean isOff() {
        return steps >= cutAt;
    }

    /**
     * The disk as it is found after the power cut: of what was not synced any part is there, sector by sector and entry by entry, and what of
     * a file was never written is noise.
     */
    public SimulatedDisk afterPowerCut(Random random) {
        return new SimulatedDisk(found(root, random));
    }

    private static Folder found(Folder folder, Random random) {
        var survived = new TreeMap<>(folder.synced);
        for (var change : folder.changes) {
            if (random.nextBoolean()) {
                apply(survived, change.name(), change.node());
            }
        }
        var found = new Folder();
        survived.forEach((name, node) -> {
            Node copy =
                    switch (node) {
                        case File file -> found(file, random);
                        case Folder inside -> found(inside, random);
                    };
            found.synced.put(name, copy);
            found.entries.put(name, copy);
        });
        return found;
    }

    private static File found(File file, Random random) {
        var found = new File();
        boolean changed = file.synced != file.bytes;
        int shorter = Math.min(file.synced.length, file.bytes.length);
        int longer = Math.max(file.synced.length, file.bytes.length);
        var bytes = new byte[changed ? random.nextInt(shorter, longer + 1) : file.bytes.length];
        for (int at = 0; at < bytes.length; at += SECTOR_BYTES) {
            int length = Math.min(SECTOR_BYTES, bytes.length - at);
            var noise = new byte[length];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, bytes, at, changed ? length : 0);
            copySector(!changed || random.nextBoolean() ? file.bytes : file.synced, bytes, at);
        }
        found.synced = bytes;
        found.bytes = bytes;
        return found;
    }

    private static void copySector(byte[] from, byte[] to, int at) {
        int length = Math.min(Math.min(SECTOR_BYTES, to.length - at), from.length - at);
        if (length > 0) {
            System.arraycopy(from, at, to, at, length);
        }
    }

    // ---- what the file system calls; each names its step

    private void requirePower() throws IOException {
        if (isOff()) {
            throw new PowerCutException();
        }
    }

    private void requireWritable() throws IOException {
        requirePower();
        if (readOnly) {
            throw new IOException("Read-only file system");
        }
    }

    /** Counts a step whose effect may survive although the power fails in it. */
    private void step() throws IOException {
        steps++;
        requirePower();
    }

    @Nullable
    Node find(DiskPath path) throws IOException {
        requirePower();
        Node node = root;
        for (var name : path.names()) {
            if (!(node instanceof Folder folder)) {
                return null;
            }
            var next = folder.entries.get(name);
            if (next == null) {
                return null;
            }
            node = next;
        }
        return node;
    }

    Node require(DiskPath path) throws IOException {
        var node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    Folder folder(DiskPath path) throws IOException {
        if (require(path) instanceof Folder folder) {
            return folder;
        }
        throw new NotDirectoryException(path.toString());
    }

    private Folder folderOf(DiskPath path) throws IOException {
        return folder(path.parent());
    }

    File create(DiskPath path) throws IOException {
        requireWritable();
        if (find(path) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        var file = new File();
        folderOf(path).change(path.name(), file);
        step();
        return file;
    }

    void createFolder(DiskPath path) throws IOException {
        requireWritable();
        if (find(path) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        folderOf(path).change(path.name(), new Folder());
        step();
    }

    void delete(DiskPath path) throws IOException {
        requireWritable();
        if (require(path) instanceof Folder folder && !folder.entries.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        folderOf(path).change(path.name(), null);
        step();
    }

    void move(DiskPath from, DiskPath to) throws IOException {
        requireWritable();
        var node = require(from);
        folderOf(to).change(to.name(), node);
        folderOf(from).change(from.name(), null);
        step();
    }

    void write(File file, long position, byte[] written) throws IOException {
        requireWritable();
        int end = Math.toIntExact(position + written.length);
        var bytes = java.util.Arrays.copyOf(file.bytes, Math.max(file.bytes.length, end));
        System.arraycopy(written, 0, bytes, Math.toIntExact(position), written.length);
        file.bytes = bytes;
        step();
    }

    void truncate(File file, long length) throws IOException {
        requireWritable();
        if (length < file.bytes.length) {
            file.bytes = java.util.Arrays.copyOf(file.bytes, Math.toIntExact(length));
        }
        step();
    }

    /** Nothing is promised of a sync in which the power fails. */
    void sync(Node node) throws IOException {
        step();
        switch (node) {
            case File file -> file.synced = file.bytes;
            case Folder folder -> {
                folder.synced.clear();
                folder.synced.putAll(folder.entries);
                folder.changes.clear();
            }
        }
    }
}
