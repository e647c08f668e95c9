package dev.cairn.storage.backup;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.cairn.durable.DurableFile;
import dev.cairn.storage.backup.BackupManifest.StoredFile;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.local.LocalBlobStore;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of backups: {@code blobs/} with every pack that any snapshot needs, each once, and a folder per snapshot. For its owner
 * only. One writer at a time, by the lock of the blobs.
 */
public final class BackupFolder {
    private static final String MARKER = "cairn-backup";
    private static final String LAYOUT = "Cairn backup folder, layout 1\n";
    private static final String SNAPSHOTS = "snapshots";
    private static final String MANIFEST = "manifest";
    private static final int PORTION_BYTES = 1 << 20;
    private static final Pattern SNAPSHOT = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}");

    private final Path path;

    private BackupFolder(Path path) {
        this.path = path;
    }

    /** Opens a folder to write to, and makes it. {@link BackupException} if something else is in it; then nothing was changed. */
    static BackupFolder create(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectory(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                DurableFile.syncFolder(path.resolve("..").normalize());
            }
            if (!Files.exists(path.resolve(MARKER))) {
                requireEmpty(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                new DurableFile(path.resolve(MARKER)).write(LAYOUT.getBytes(StandardCharsets.US_ASCII));
            }
            return open(path);
        } catch (NoSuchFileException e) {
            throw new BackupException("the folder above " + path + " is not there", e);
        } catch (IOException e) {
            throw new BackupException("the backup folder " + path + " cannot be used: " + e, e);
        }
    }

    private static void requireEmpty(Path path) throws IOException {
        try (var entries = Files.newDirectoryStream(path)) {
            for (var entry : entries) {
                if (!entry.getFileName().toString().equals(MARKER + DurableFile.UNFINISHED)) {
                    throw new BackupException(path + " is not empty and no folder of backups; choose another one");
                }
            }
        }
    }

    /** Opens a folder to read from; {@link BackupException} if it is none, or of a newer Cairn. */
    public static BackupFolder open(Path path) {
        try {
            if (!Files.readString(path.resolve(MARKER)).equals(LAYOUT)) {
                throw new BackupException(path + " was written by a newer Cairn");
            }
            return new BackupFolder(path);
        } catch (IOException e) {
            throw new BackupException(path + " is no folder of backups", e);
        }
    }

    /** The packs, written through the page cache, as the folder may be on any disk or share; the caller closes. {@link BackupException} while another process writes here. */
    LocalBlobStore blobs() {
        try {
            return new LocalBlobStore(path.resolve("blobs"), 0, false);
        } catch (IllegalStateException e) {
            throw new BackupException("another process writes to " + path, e);
        } catch (IOException e) {
            throw new BackupException("the packs in " + path + " cannot be used: " + e, e);
        }
    }

    /** A pack, read without the lock and without a trace: the folder may be on a medium that cannot be written. */
    Optional<BlobContent> pack(BlobKey key) {
        var file = path.resolve("blobs")
                .resolve(key.kind())
                .resolve(key.name().substring(0, 2))
                .resolve(key.name());
        try {
            return isThere(file) ? Optional.of(new PackFile(file, Files.size(file))) : Optional.empty();
        } catch (IOException e) {
            throw new BackupException(file + " cannot be read: " + e, e);
        }
    }

    private record PackFile(Path file, long length) implements BlobContent {
        @Override
        public void writeTo(WritableByteChannel out) throws IOException {
            try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
                var portion = ByteBuffer.allocate(PORTION_BYTES);
                while (in.read(portion.clear()) >= 0) {
                    portion.flip();
                    while (portion.hasRemaining()) {
                        out.write(portion);
                    }
                }
            }
        }
    }

    /** What cannot be looked at is not absent: the packs that it needs must not go. */
    private static boolean isThere(Path file) throws IOException {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** The complete snapshots, oldest first; {@link BackupException} if one of them cannot be looked at. */
    public List<String> snapshots() {
        var complete = new ArrayList<String>();
        try (var entries = Files.newDirectoryStream(path.resolve(SNAPSHOTS), BackupFolder::isSnapshot)) {
            for (var entry : entries) {
                if (isThere(entry.resolve(MANIFEST))) {
                    complete.add(entry.getFileName().toString());
                }
            }
            complete.sort(Comparator.naturalOrder());
            return complete;
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            throw new BackupException("the snapshots in " + path + " cannot be listed: " + e, e);
        }
    }

    /** What a snapshot consists of. */
    BackupManifest manifest(String snapshot) {
        try {
            return BackupManifest.decode(Files.readAllBytes(folder(snapshot).resolve(MANIFEST)));
        } catch (IOException e) {
            throw new BackupException("there is no complete snapshot " + snapshot + " in " + path, e);
        }
    }

    /** Makes the folder of a new snapshot, and clears away those that were never finished. */
    void begin(String snapshot) throws IOException {
        var folder = Files.createDirectories(path.resolve(SNAPSHOTS));
        try (var entries = Files.newDirectoryStream(folder, BackupFolder::isSnapshot)) {
            for (var entry : entries) {
                if (!isThere(entry.resolve(MANIFEST))) {
                    clear(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Files.createDirectory(folder(snapshot));
    }

    private static boolean isSnapshot(Path folder) {
        return SNAPSHOT.matcher(folder.getFileName().toString()).matches();
    }

    private static void clear(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Writes a file's content. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Writes a file of a snapshot, compressed and sealed, durable on return. */
    StoredFile write(String snapshot, String name, SnapshotKey key, Writing writing) throws IOException {
        var file = folder(snapshot).resolve(name);
        var digest = BackupManifest.sha256();
        var below = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest);
        try (var out = new ZstdOutputStream(new SealedOutput(below, key.ofFile(name)))) {
            writing.to(out);
        }
        try (var written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        return new StoredFile(name, Files.size(file), HexFormat.of().formatHex(digest.digest()));
    }

    /** Ends a snapshot: it is complete, and durable, on return. */
    void finish(String snapshot, BackupManifest manifest) throws IOException {
        new DurableFile(folder(snapshot).resolve(MANIFEST)).write(manifest.encode());
        DurableFile.syncFolder(path.resolve(SNAPSHOTS));
        DurableFile.syncFolder(path);
    }

    /** Ends a snapshot's life: it is none from the first step on, and what a crash leaves of it is cleared away by the next one that begins. */
    void remove(String snapshot) throws IOException {
        Files.delete(folder(snapshot).resolve(MANIFEST));
        DurableFile.syncFolder(folder(snapshot));
        clear(folder(snapshot));
    }

    /** Puts a secret beside a snapshot, readable by the owner only. */
    void writeSecret(String snapshot, String name, byte[] bytes) throws IOException {
        new DurableFile(folder(snapshot).resolve(name)).write(bytes);
    }

    /** A file beside a snapshot that {@link #writeSecret} made; may not be there. */
    Path secret(String snapshot, String name) {
        return folder(snapshot).resolve(name);
    }

    /** Reads a file of a snapshot, as it was before it was sealed; the caller closes. Its checksum was compared before. */
    InputStream read(String snapshot, StoredFile file, SnapshotKey key) throws IOException {
        var place = folder(snapshot).resolve(file.name());
        requireWhole(place, file);
        return new ZstdInputStream(
                new SealedInput(new BufferedInputStream(Files.newInputStream(place)), key.ofFile(file.name())));
    }

    private void requireWhole(Path place, StoredFile file) throws IOException {
        MessageDigest digest = BackupManifest.sha256();
        try (var in = new DigestInputStream(Files.newInputStream(place), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw new BackupException("the backup is damaged: " + place + " is missing", e);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
            throw new BackupException("the backup is damaged: " + place + " is not what was written");
        }
    }

    private Path folder(String snapshot) {
        if (!SNAPSHOT.matcher(snapshot).matches()) {
            throw new BackupException("there is no snapshot " + snapshot + " in " + path);
        }
        return path.resolve(SNAPSHOTS).resolve(snapshot);
    }
}
