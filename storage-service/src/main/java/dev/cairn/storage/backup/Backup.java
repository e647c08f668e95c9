package dev.cairn.storage.backup;

import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.backup.BackupManifest.StoredFile;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.crypto.RootKey;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.job.Task;
import dev.cairn.storage.pack.PackId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Copies the installation into a folder while it runs: first the database as of one moment, then every pack that this moment
 * names and the folder does not have. Bytes come before names, so every pack is there to be copied; collection lets go of no pack
 * while this runs, and if it did all the same, this fails. What was acknowledged before it began is in it. A snapshot that was not finished is no snapshot; the packs it
 * had copied serve the next. Everything is sealed: without the root key a backup tells sizes and times only.
 */
final class Backup implements Task {
    static final String KIND = "backup";

    /** The folder to write to, an absolute path on the server's machine. */
    static final String TO = "to";

    /** {@code true}: the root key is put beside the snapshot, in the clear. */
    static final String WITH_ROOT_KEY = "with-root-key";

    /** How many snapshots stay, the new one among them; without it, all do. */
    static final String KEEP = "keep";

    private static final int KEEP_MAX = 10_000;

    static final String ROOT_KEY_FILE = "root.key";

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final BlobStore blobs;
    private final KeyRing keyRing;
    private final ClusterSecret secret;
    private final DataSource database;
    private final JdbcKeptPacks packs;
    private final InstantSource clock;
    private final SecureRandom random;

    Backup(
            BlobStore blobs,
            KeyRing keyRing,
            ClusterSecret secret,
            DataSource database,
            InstantSource clock,
            SecureRandom random) {
        this.blobs = blobs;
        this.keyRing = keyRing;
        this.secret = secret;
        this.database = database;
        this.packs = new JdbcKeptPacks(database);
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Set<String> options() {
        return Set.of(TO, WITH_ROOT_KEY, KEEP);
    }

    @Override
    public void check(Map<String, String> options) {
        var to = options.getOrDefault(TO, "");
        if (to.isEmpty() || to.indexOf('\0') >= 0 || !Path.of(to).isAbsolute()) {
            throw ProblemException.invalid(TO, "The folder to back up to is an absolute path on the server's machine");
        }
        if (!Set.of("true", "false").contains(options.getOrDefault(WITH_ROOT_KEY, "false"))) {
            throw ProblemException.invalid(WITH_ROOT_KEY, "true or false");
        }
        keep(options);
    }

    /** 0: all. */
    private static int keep(Map<String, String> options) {
        var wanted = options.get(KEEP);
        if (wanted == null) {
            return 0;
        }
        try {
            int keep = Integer.parseInt(wanted);
            if (keep >= 1 && keep <= KEEP_MAX) {
                return keep;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw ProblemException.invalid(KEEP, "The number of snapshots to keep is 1 to " + KEEP_MAX);
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        var folder = BackupFolder.create(Path.of(options.get(TO)).normalize());
        try (var target = folder.blobs()) {
            boolean withRootKey = Boolean.parseBoolean(options.get(WITH_ROOT_KEY));
            var snapshot = new Snapshot(folder, progress);
            var said = snapshot.write(target, withRootKey);
            int keep = keep(options);
            return keep == 0 ? said : said + "; " + pruned(folder, target, snapshot.name, keep, progress);
        } catch (IOException e) {
            throw new BackupException("the backup cannot be written: " + e, e);
        }
    }

    private String pruned(BackupFolder folder, BlobStore target, String made, int keep, Progress progress)
            throws IOException {
        return progress.found() > 0
                ? "nothing older was deleted, as something is missing in the new snapshot"
                : new Pruning(folder, target, blobs, keyRing, progress).keep(made, keep);
    }

    /** One being written. */
    private final class Snapshot {
        private final BackupFolder folder;
        private final Progress progress;
        private final Instant startedAt = clock.instant();
        private final String name;
        private final byte[] wrapped;
        private final SnapshotKey key;

        Snapshot(BackupFolder folder, Progress progress) {
            this.folder = folder;
            this.progress = progress;
            var suffix = new byte[4];
            random.nextBytes(suffix);
            this.name = NAME.format(startedAt) + "-" + HexFormat.of().formatHex(suffix);
            var bytes = new byte[RootKey.LENGTH_BYTES];
            random.nextBytes(bytes);
            this.wrapped = keyRing.wrap(bytes);
            this.key = SnapshotKey.of(bytes);
        }

        String write(BlobStore target, boolean withRootKey) throws IOException {
            folder.begin(name);
            var manifest = copyDatabase();
            long copied = copyPacks(target, manifest);
            if (withRootKey) {
                folder.writeSecret(name, ROOT_KEY_FILE, keyRing.rootKeyText());
            }
            progress.checkpoint();
            folder.finish(name, manifest);
            return "snapshot " + name + ": " + manifest.tables().size() + " tables and " + manifest.packs()
                    + " packs with " + manifest.packBytes() + " bytes, of which " + copied + " packs were new"
                    + (withRootKey
                            ? "; the root key lies beside it: whoever has the folder can read everything"
                            : "; the root key " + manifest.rootKey()
                                    + " is not in it: keep it elsewhere, nothing can be " + "restored without it");
        }

        private BackupManifest copyDatabase() throws IOException {
            try (var copy = JdbcDatabaseCopy.begin(database)) {
                var found = copy.tables();
                progress.begin(found.size(), "tables", "copying the database");
                var tables = new ArrayList<BackupManifest.Table>();
                for (var table : found) {
                    progress.checkpoint();
                    tables.add(copyTable(copy, table));
                    progress.advance(1);
                }
                var counted = new long[2];
                var packList = folder.write(
                        name,
                        "packs",
                        key,
                        out -> counted[0] = copy.packs((pack, bytes) -> {
                            counted[1] += bytes;
                            out.write((PackId.BLOB_KIND + "/" + pack + " " + bytes + "\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                        }));
                return new BackupManifest(
                        startedAt,
                        keyRing.rootKeyName(),
                        HexFormat.of().formatHex(wrapped),
                        tables,
                        copy.sequences(),
                        copy.scripts(),
                        clusterSecret(),
                        counted[0],
                        counted[1],
                        packList);
            }
        }

        private BackupManifest.Table copyTable(JdbcDatabaseCopy copy, JdbcDatabaseCopy.Table table) throws IOException {
            var counted = new long[1];
            var file = folder.write(
                    name, table.schema() + "." + table.name(), key, out -> counted[0] = copy.rows(table, out));
            return new BackupManifest.Table(table.schema(), table.name(), table.columns(), counted[0], file);
        }

        private StoredFile clusterSecret() throws IOException {
            return folder.write(name, "cluster-secret", key, out -> out.write(secret.toBytes()));
        }

        private long copyPacks(BlobStore target, BackupManifest manifest) throws IOException {
            progress.begin(manifest.packBytes(), "bytes", "copying packs");
            long copied = 0;
            try (var lines = new BufferedReader(
                    new InputStreamReader(folder.read(name, manifest.packList(), key), StandardCharsets.US_ASCII))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    progress.checkpoint();
                    var pack = PackLine.parse(line);
                    copied += copy(pack, target) ? 1 : 0;
                    progress.advance(pack.bytes());
                }
            }
            return copied;
        }

        private boolean copy(PackLine pack, BlobStore target) {
            var there = target.stat(pack.key());
            if (there.isPresent() && there.get().length() == pack.bytes()) {
                return false;
            }
            var source = blobs.stat(pack.key());
            if (source.isEmpty() && !packs.isKept(PackId.of(pack.key()))) {
                throw new BackupException(
                        pack.key() + " was collected while the backup ran, so it is not whole; make another");
            }
            if (source.isEmpty() || source.get().length() != pack.bytes()) {
                progress.found(new Finding(
                        Finding.Kind.PACK,
                        pack.key().toString(),
                        source.isEmpty() ? "is missing, and so in the backup" : "is damaged, and not in the backup"));
                return false;
            }
            try {
                // What has another length was damaged here.
                there.ifPresent(damaged -> target.delete(damaged.key()));
                target.put(pack.key(), BlobContent.of(blobs, source.get()));
                return true;
            } catch (BlobException e) {
                if (e.reason() == BlobException.Reason.FULL) {
                    throw new BackupException("there is no room for the backup", e);
                }
                throw e;
            }
        }
    }

    /** A line of the list of packs. */
    record PackLine(BlobKey key, long bytes) {
        static PackLine parse(String line) {
            int space = line.indexOf(' ');
            return new PackLine(BlobKey.parse(line.substring(0, space)), Long.parseLong(line.substring(space + 1)));
        }
    }
}
