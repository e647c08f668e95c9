package dev.cairn.storage.backup;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.backup.Backup.PackLine;
import dev.cairn.storage.backup.BackupManifest.StoredFile;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes old snapshots out of a folder of backups, but only once a new one was read whole, from the folder: every sealed file, every pack,
 * every record's checksum. A snapshot goes before the packs that only it needs, so a crash leaves packs too many and none too few.
 * While a snapshot that stays cannot be opened, as after an exchange of the root key, no pack goes. Names of all packs that
 * are needed are in memory meanwhile, about 100 bytes each.
 */
final class Pruning {
    private static final String PREFIX = PackId.BLOB_KIND + "/";
    private static final int PAGE = 1000;

    private final BackupFolder folder;
    private final BlobStore blobs;
    private final BlobStore source;
    private final KeyRing keyRing;
    private final Progress progress;

    /**
     * Takes them out of a folder.
     *
     * @param blobs the packs of the folder
     * @param source the packs of the installation
     */
    Pruning(BackupFolder folder, BlobStore blobs, BlobStore source, KeyRing keyRing, Progress progress) {
        this.folder = folder;
        this.blobs = blobs;
        this.source = source;
        this.keyRing = keyRing;
        this.progress = progress;
    }

    /**
     * Keeps this snapshot and as many of the newest others as make up a number.
     *
     * @param proved the new one
     * @param count of snapshots that are left, at least 1
     * @return what came of it, in half a sentence
     */
    String keep(String proved, int count) throws IOException {
        if (!isWhole(proved)) {
            return "nothing older was deleted, as the new snapshot is not whole";
        }
        var others = new ArrayList<>(folder.snapshots());
        others.remove(proved);
        var leaving = others.subList(0, Math.max(0, others.size() - (count - 1)));
        for (var snapshot : leaving) {
            progress.checkpoint();
            folder.remove(snapshot);
        }
        return "it was read whole; " + leaving.size() + " older snapshots were deleted, and " + removeUnneeded();
    }

    private boolean isWhole(String snapshot) throws IOException {
        var manifest = folder.manifest(snapshot);
        progress.begin(manifest.packBytes(), "bytes", "reading what was written");
        long found = progress.found();
        var key = key(manifest);
        var files = new ArrayList<>(List.of(manifest.clusterSecret(), manifest.packList()));
        manifest.tables().forEach(table -> files.add(table.file()));
        for (var file : files) {
            try {
                readWhole(snapshot, file, key);
            } catch (BackupException e) {
                progress.found(new Finding(Finding.Kind.FILE, file.name(), String.valueOf(e.getMessage())));
                return false;
            }
        }
        packs(snapshot, line -> {
            progress.checkpoint();
            prove(line);
            progress.advance(line.bytes());
        });
        return progress.found() == found;
    }

    private void readWhole(String snapshot, StoredFile file, SnapshotKey key) throws IOException {
        try (var in = folder.read(snapshot, file, key)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** What has rotted in the folder is put there again, if the installation has it whole. */
    private void prove(PackLine line) {
        var problem = problem(blobs, line);
        if (problem.isPresent() && problem(source, line).isEmpty()) {
            blobs.delete(line.key());
            blobs.put(line.key(), BlobContent.of(source, new BlobStat(line.key(), line.bytes())));
            progress.count("packsMended", 1);
            problem = problem(blobs, line);
        }
        problem.ifPresent(what -> tell(line, what + " in the backup"));
    }

    private static Optional<String> problem(BlobStore store, PackLine line) {
        try {
            var blob = store.stat(line.key());
            if (blob.isEmpty() || blob.get().length() != line.bytes()) {
                return Optional.of(blob.isEmpty() ? "is missing" : "has another length");
            }
            var reader = new PackReader(store);
            var scan = reader.scan(blob.get());
            if (scan.damage() != null) {
                return Optional.of("is damaged (" + scan.damage() + ")");
            }
            for (var entry : scan.entries()) {
                reader.record(new Location(PackId.of(line.key()), entry.offset(), entry.recordLength()));
            }
            return Optional.empty();
        } catch (DamagedException | BlobException e) {
            return Optional.of("is damaged or cannot be read (" + e.getMessage() + ")");
        }
    }

    private void tell(PackLine line, String what) {
        progress.found(new Finding(Finding.Kind.PACK, line.key().toString(), what));
    }

    private String removeUnneeded() throws IOException {
        var needed = new HashSet<PackId>();
        for (var snapshot : folder.snapshots()) {
            try {
                packs(snapshot, line -> needed.add(PackId.of(line.key())));
            } catch (IllegalStateException | BackupException e) {
                return "no packs, as snapshot " + snapshot + ", which stays, cannot be opened";
            }
        }
        return removeAllBut(needed) + " packs that no other needs";
    }

    private long removeAllBut(Set<PackId> needed) {
        long removed = 0;
        var page = blobs.list(PREFIX, "", PAGE);
        while (!page.isEmpty()) {
            for (BlobStat blob : page) {
                progress.checkpoint();
                if (PackId.isPack(blob.key()) && !needed.contains(PackId.of(blob.key()))) {
                    blobs.delete(blob.key());
                    removed++;
                }
            }
            page = blobs.list(PREFIX, page.getLast().key().toString(), PAGE);
        }
        return removed;
    }

    private SnapshotKey key(BackupManifest manifest) {
        return SnapshotKey.of(keyRing.unwrap(HexFormat.of().parseHex(manifest.snapshotKey())));
    }

    private void packs(String snapshot, Consumer<PackLine> line) throws IOException {
        var manifest = folder.manifest(snapshot);
        try (var lines = new BufferedReader(new InputStreamReader(
                folder.read(snapshot, manifest.packList(), key(manifest)), StandardCharsets.US_ASCII))) {
            for (var text = lines.readLine(); text != null; text = lines.readLine()) {
                line.accept(PackLine.parse(text));
            }
        }
    }
}
