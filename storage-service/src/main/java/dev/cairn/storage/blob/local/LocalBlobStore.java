package dev.cairn.storage.blob.local;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Blobs as files under one folder: {@code kind/xx/name}, where {@code xx} are the name's first two characters.
 *
 * <p>A put writes {@code .writing/<n>}, syncs it, renames it to its place and syncs that folder; so a crash at any moment leaves
 * a whole blob or a file under {@code .writing}, which the next start removes. One process owns the folder at a time, by a
 * lock on the file {@code .lock}. Puts are refused while less than a reserve is free on the disk, so that the database beside
 * it can go on.
 */
public final class LocalBlobStore implements BlobStore {
    private static final String WRITING = ".writing";
    private static final long NEARLY_NOTHING_BYTES = 64 << 10;
    private static final String LOCK = ".lock";

    private final Path folder;
    /** Found once: looking for it reads the table of all that is mounted. */
    private final FileStore disk;

    private final long freeBytesMin;
    private final FileChannel lock;
    private final AtomicLong counter = new AtomicLong();
    private final Object naming = new Object();
    /** Folders whose entries are known to be durable, at most as many as there are kinds and first characters. */
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    private final NewFiles files;

    /**
     * Opens the folder, makes it if needed, and clears away what a crash left half-written.
     *
     * @param freeBytesMin a put is refused as FULL if it would leave less than this free; capped at an eighth of the disk
     * @throws IllegalStateException if another process uses the folder
     */
    public LocalBlobStore(Path folder, long freeBytesMin) throws IOException {
        this(folder, freeBytesMin, true);
    }

    /**
     * As {@link #LocalBlobStore(Path, long)}.
     *
     * @param direct whether long blobs may be written around the page cache; where the disk cannot, they are not
     */
    public LocalBlobStore(Path folder, long freeBytesMin, boolean direct) throws IOException {
        this.folder = folder.toAbsolutePath();
        Folders.createDurably(this.folder.resolve(WRITING));
        this.lock = lock(this.folder.resolve(LOCK));
        this.disk = Files.getFileStore(this.folder);
        this.freeBytesMin = Math.min(freeBytesMin, disk.getTotalSpace() / 8);
        try (var leftovers = Files.newDirectoryStream(this.folder.resolve(WRITING))) {
            for (var leftover : leftovers) {
                Files.delete(leftover);
            }
        }
        this.files = new NewFiles(this.folder.resolve(WRITING), direct);
    }

    private static FileChannel lock(Path file) throws IOException {
        var channel = FileChannel.open(file, CREATE, WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IllegalStateException("this process already uses the blobs in " + file.getParent(), e);
        }
        channel.close();
        throw new IllegalStateException("another process uses the blobs in " + file.getParent());
    }

    /** Whether long blobs are written around the page cache: it is wanted, and a trial showed that the disk can. */
    public boolean writesDirectly() {
        return files.direct();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true);
    }

    @Override
    public OptionalLong freeBytes() {
        try {
            return OptionalLong.of(room());
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "the disk does not tell its free space", e);
        }
    }

    private long room() throws IOException {
        return Math.max(0, disk.getUsableSpace() - freeBytesMin);
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        var place = place(key);
        var aside = folder.resolve(WRITING).resolve(Long.toString(counter.incrementAndGet()));
        try {
            if (Files.exists(place)) {
                // Whoever put it may not have synced its name yet.
                makeDurably(Folders.parent(place));
                Folders.sync(Folders.parent(place));
                return;
            }
            if (content.length() > room()) {
                throw new BlobException(Reason.FULL, "no room on the disk for blob " + key);
            }
            putAside(key, content, aside, place);
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "blob " + key + " could not be put", e);
        }
    }

    private void putAside(BlobKey key, BlobContent content, Path aside, Path place) throws IOException {
        try {
            files.write(aside, content);
            publish(aside, place);
        } catch (IOException e) {
            // Asked before the half-written file gives its room back.
            throw new BlobException(isFull(e) ? Reason.FULL : Reason.FAILED, "blob " + key + " could not be put", e);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private void publish(Path aside, Path place) throws IOException {
        var parent = Folders.parent(place);
        makeDurably(parent);
        // Looking and renaming are one step in the one process that owns the folder: the first put of a key stays.
        synchronized (naming) {
            if (!Files.exists(place)) {
                Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Folders.sync(parent);
    }

    /**
     * Makes a folder below ours whose entry survives a power cut. That it is there says nothing: another put, or a process that was
     * killed, may have made it and not synced it yet. So its parent is synced once in this process.
     */
    private void makeDurably(Path below) throws IOException {
        if (below.equals(folder) || (durable.contains(below) && Files.isDirectory(below))) {
            return;
        }
        var parent = Folders.parent(below);
        makeDurably(parent);
        synchronized (durable) {
            Files.createDirectories(below);
            Folders.sync(parent);
            durable.add(below);
        }
    }

    /** The JDK tells a full disk only by the system's own words, which may be in any language; so the disk is asked too. */
    private boolean isFull(IOException e) throws IOException {
        var message = String.valueOf(e.getMessage());
        return e instanceof StuckException
                || message.contains("No space left")
                || message.contains("quota exceeded")
                || disk.getUsableSpace() < NEARLY_NOTHING_BYTES;
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        try {
            var file = openChecked(key, offset, length);
            return new RangeInputStream(file, offset, length);
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    /** One positioned read. */
    @Override
    public byte[] read(BlobKey key, long offset, int length) {
        try (var file = openChecked(key, offset, length)) {
            var bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (file.read(bytes, offset + bytes.position()) < 0) {
                    throw new BlobException(Reason.FAILED, "blob " + key + " ended early");
                }
            }
            return bytes.array();
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    private FileChannel openChecked(BlobKey key, long offset, long length) throws IOException {
        FileChannel file;
        try {
            file = FileChannel.open(place(key), READ);
        } catch (NoSuchFileException e) {
            throw BlobException.notFound(key);
        }
        long size = file.size();
        if (offset < 0 || length < 0 || offset > size - length) {
            file.close();
            throw BlobException.outOfRange(key, offset, length, size);
        }
        return file;
    }

    private static BlobException unreadable(BlobKey key, IOException e) {
        return new BlobException(Reason.FAILED, "blob " + key + " could not be read", e);
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        try {
            return Optional.of(new BlobStat(key, Files.size(place(key))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    @Override
    public void delete(BlobKey key) {
        var place = place(key);
        try {
            if (Files.deleteIfExists(place)) {
                Folders.sync(Folders.parent(place));
            }
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "blob " + key + " could not be deleted", e);
        }
    }

    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        try {
            return new LocalListing(folder, prefix, after, Math.clamp(limit, 1, LIST_MAX)).run();
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "the blobs could not be listed", e);
        }
    }

    private Path place(BlobKey key) {
        return folder.resolve(key.kind()).resolve(key.name().substring(0, 2)).resolve(key.name());
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "the lock could not be let go", e);
        }
    }
}
