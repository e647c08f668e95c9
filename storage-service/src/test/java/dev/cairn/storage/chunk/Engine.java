package dev.cairn.storage.chunk;

import dev.cairn.storage.StorageSchema;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.crypto.KeyRings;
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
final class Engine implements AutoCloseable {
    final ChunkController api;
    final Contents contents;
    final IndexRebuild rebuild;
    final JdbcClient jdbc;
    private final PackCommitter committer;
    private final IngestWorkers workers = new IngestWorkers(2);

    Engine(DataSource database, BlobStore blobs, Path rootKeyFile) {
        StorageSchema.migrate(database);
        this.jdbc = JdbcClient.create(database);
        var transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        var index = new JdbcRecordIndex(jdbc, transactions);
        var packs = new PackReader(blobs);
        KeyRing keys = KeyRings.open(rootKeyFile, jdbc, blobs);
        this.committer = new PackCommitter(
                blobs, index, InstantSource.system(), () -> new PackId(UUID.randomUUID()), PackLimits.STANDARD);
        this.contents = new Contents(keys, index, packs);
        this.rebuild = new IndexRebuild(blobs, packs, index, keys);
        this.api = new ChunkController(new Ingest(keys, index, _ -> committer, workers, new SecureRandom()), contents);
    }

    @Override
    public void close() {
        committer.close();
        workers.close();
    }
}
