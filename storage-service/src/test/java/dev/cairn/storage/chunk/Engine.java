package dev.cairn.storage.chunk;

import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.storage.StorageSchema;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.crypto.KeyRings;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.pack.PackCommitter;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackLimits;
import dev.cairn.storage.pack.PackReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The storage engine put together by hand over a real database and any blob store. */
public final class Engine implements AutoCloseable {
    public final ChunkApi api;
    public final Patches patches;
    public final Contents contents;
    public final IndexRebuild rebuild;
    public final JdbcClient jdbc;
    public final KeyRing keys;
    public final PackReader packs;
    final PackCheck packCheck;
    final HeldPacks heldPacks;
    final ContentCheck contentCheck;
    private final PackCommitter committer;
    private final IngestWorkers workers = new IngestWorkers(2);

    public Engine(DataSource database, BlobStore blobs, Path rootKeyFile) {
        this(database, blobs, rootKeyFile, Seam.NONE);
    }

    /** Lets a test come between the engine and what it is built on. */
    public interface Seam {
        Seam NONE = new Seam() {
            @Override
            public <T> T around(Class<T> port, T real) {
                return real;
            }
        };

        <T> T around(Class<T> port, T real);
    }

    public Engine(DataSource database, BlobStore blobs, Path rootKeyFile, Seam seam) {
        StorageSchema.migrateOnce(database);
        this.jdbc = JdbcClient.create(database);
        var transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        var index = seam.around(RecordIndex.class, new JdbcRecordIndex(jdbc, transactions));
        this.packs = new PackReader(blobs);
        this.keys = KeyRings.open(rootKeyFile, jdbc, blobs);
        this.committer = new PackCommitter(
                blobs, index, InstantSource.system(), () -> new PackId(UUID.randomUUID()), PackLimits.STANDARD);
        this.contents = new Contents(keys, index, packs);
        this.packCheck = new PackCheck(blobs, packs, index, keys, 2, new Foreground());
        this.heldPacks = new HeldPacks(blobs, index, packCheck);
        this.contentCheck = new ContentCheck(packs, index, keys);
        this.rebuild = new IndexRebuild(blobs, packs, index, keys);
        // Who gathers lookups holds a lock, under which a test must not stop anybody.
        var lookups = new GroupedLookups(index, seam == Seam.NONE ? GroupedLookups.SMALL_MAX : -1);
        var ingest = new Ingest(keys, lookups, _ -> committer, workers, new SecureRandom(), new Foreground());
        this.patches = new Patches(contents, ingest);
        this.api = new ChunkController(ingest, contents, index, patches);
    }

    @Override
    public void close() {
        committer.close();
        workers.close();
    }
}
