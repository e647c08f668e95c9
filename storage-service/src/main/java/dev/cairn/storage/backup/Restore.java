package dev.cairn.storage.backup;

import dev.cairn.durable.DurableFile;
import dev.cairn.storage.backup.Backup.PackLine;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.crypto.RootKey;
import dev.cairn.storage.crypto.RootKeyFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Puts a snapshot of a backup into an empty database and an empty data directory. Reads the backup only. */
public final class Restore {
    private final BackupFolder folder;
    private final String snapshot;
    private final BackupManifest manifest;
    private final RootKeyFile rootKeyFile;
    private final SnapshotKey key;

    private Restore(
            BackupFolder folder, String snapshot, BackupManifest manifest, RootKeyFile rootKeyFile, SnapshotKey key) {
        this.folder = folder;
        this.snapshot = snapshot;
        this.manifest = manifest;
        this.rootKeyFile = rootKeyFile;
        this.key = key;
    }

    /**
     * Opens a snapshot with its root key.
     *
     * @param snapshot null: the newest complete one
     * @param rootKeyFile where the root key is; null: beside the snapshot, if the backup was made so
     * @throws BackupException when there is no such snapshot, it is damaged, or this is not its root key
     */
    public static Restore open(Path backup, @Nullable String snapshot, @Nullable Path rootKeyFile) {
        var folder = BackupFolder.open(backup);
        var name = snapshot;
        if (name == null) {
            var all = folder.snapshots();
            if (all.isEmpty()) {
                throw new BackupException("there is no complete snapshot in " + backup);
            }
            name = all.getLast();
        }
        var manifest = folder.manifest(name);
        var file = new RootKeyFile(rootKeyFile == null ? folder.secret(name, Backup.ROOT_KEY_FILE) : rootKeyFile);
        if (!file.exists()) {
            throw new BackupException(
                    "the root key " + manifest.rootKey() + " is needed: name its file with --root-key-file");
        }
        return new Restore(folder, name, manifest, file, open(manifest, file));
    }

    private static SnapshotKey open(BackupManifest manifest, RootKeyFile file) {
        try {
            RootKey root = file.read();
            if (!root.name().equals(manifest.rootKey())) {
                throw new BackupException(
                        "the snapshot needs root key " + manifest.rootKey() + ", and this is " + root.name());
            }
            return SnapshotKey.of(root.unwrap(HexFormat.of().parseHex(manifest.snapshotKey())));
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            throw new BackupException("the root key cannot be used: " + e.getMessage(), e);
        }
    }

    /** Which snapshot. */
    public String snapshot() {
        return snapshot;
    }

    /** When it was taken: what was acknowledged before is in it. */
    public Instant takenAt() {
        return manifest.startedAt();
    }

    /** The secret all services share: 32 bytes. */
    public byte[] clusterSecret() {
        try (var in = folder.read(snapshot, manifest.clusterSecret(), key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new BackupException("the cluster secret in the backup cannot be read", e);
        }
    }

    /** Puts the root key where the server looks for it; fails if there is one. */
    public void rootKey(Path target) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        new DurableFile(target).create(rootKeyFile.text());
    }

    /** Fills an empty database, all or nothing. Every space begins a new history, so that devices merge and delete nothing. */
    public void database(DataSource database, SecureRandom random) {
        try (var load = JdbcDatabaseLoad.begin(database)) {
            manifest.scripts().forEach(load::run);
            manifest.scripts().stream()
                    .map(BackupManifest.Script::schema)
                    .distinct()
                    .forEach(load::history);
            for (var table : manifest.tables()) {
                try (var rows = folder.read(snapshot, table.file(), key)) {
                    load.fill(table, rows);
                }
            }
            manifest.sequences().forEach(load::set);
            load.newHistories(random);
            load.endJobs();
            load.commit();
        } catch (IOException e) {
            throw new BackupException("the backup cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What became of the packs.
     *
     * @param packs that were copied
     * @param bytes in them
     * @param missing that the backup should have and has not, or not whole
     */
    public record Packs(long packs, long bytes, long missing) {}

    /** Copies the packs of the snapshot into a folder of blobs; each is durable on return. */
    public Packs packs(Path blobs) {
        long packs = 0;
        long bytes = 0;
        long missing = 0;
        try (BlobStore to = new LocalBlobStore(blobs, 0, false);
                var lines = new BufferedReader(new InputStreamReader(
                        folder.read(snapshot, manifest.packList(), key), StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var pack = PackLine.parse(line);
                var found = folder.pack(pack.key());
                // One that is cut short is copied too: what is whole of it may be all that is left.
                if (found.isPresent()) {
                    to.put(pack.key(), found.get());
                    packs++;
                    bytes += found.get().length();
                }
                missing += found.isPresent() && found.get().length() == pack.bytes() ? 0 : 1;
            }
        } catch (IOException e) {
            throw new BackupException("the packs cannot be copied: " + e.getMessage(), e);
        }
        return new Packs(packs, bytes, missing);
    }
}
