package dev.cairn.storage.gc;

import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.upload.HoldApi;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.chunk.Engine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The collector put together by hand over an {@link Engine}. */
final class Collecting {
    /** As eager as can be: nothing but what is told here protects anything. */
    static final GcProperties EAGER = new GcProperties(
            false,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            0.3,
            DataSize.ofBytes(0),
            Duration.ZERO,
            1,
            DataSize.ofMegabytes(1),
            1,
            DataSize.ofBytes(0));

    private Collecting() {}

    /** As eager, and puts packs shorter than this together. */
    static GcProperties gathering(DataSize small, Duration young) {
        return gathering(small, young, EAGER.trash());
    }

    /** @param trash how long a pack stays in it */
    static GcProperties gathering(DataSize small, Duration young, Duration trash) {
        return new GcProperties(
                EAGER.enabled(),
                EAGER.every(),
                EAGER.reconcile(),
                EAGER.unnamed(),
                trash,
                EAGER.garbage(),
                small,
                young,
                EAGER.share(),
                EAGER.memory(),
                EAGER.brake(),
                EAGER.brakeFloor());
    }

    static Collector collector(
            DataSource database,
            Engine engine,
            BlobStore blobs,
            CensusApi names,
            HoldApi holds,
            GcProperties properties,
            RandomGenerator random,
            Engine.Seam seam) {
        return collector(database, engine, blobs, names, holds, properties, random, seam, () -> true);
    }

    /** @param packsAreKnown whether adoption is done */
    static Collector collector(
            DataSource database,
            Engine engine,
            BlobStore blobs,
            CensusApi names,
            HoldApi holds,
            GcProperties properties,
            RandomGenerator random,
            Engine.Seam seam,
            BooleanSupplier packsAreKnown) {
        return collector(
                database, engine, blobs, names, holds, properties, random, seam, packsAreKnown, new GcMetrics());
    }

    /** @param metrics where it counts */
    static Collector collector(
            DataSource database,
            Engine engine,
            BlobStore blobs,
            CensusApi names,
            HoldApi holds,
            GcProperties properties,
            RandomGenerator random,
            Engine.Seam seam,
            BooleanSupplier packsAreKnown,
            GcMetrics metrics) {
        var transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        var jdbc = JdbcClient.create(database);
        var store = seam.around(CollectionStore.class, new JdbcCollectionStore(jdbc));
        var packs = seam.around(PackStore.class, new JdbcPackStore(jdbc, transactions));
        var spaces = new SpaceCollector(
                store,
                names,
                holds,
                new Census(names, engine.contents, engine.keys),
                properties.unnamed(),
                properties.memory().toBytes(),
                random);
        var compactor = new Compactor(packs, blobs, engine.packs, InstantSource.system(), UUID::randomUUID);
        var packCollector = new PackCollector(packs, new PackTrash(packs, blobs), compactor, blobs, properties);
        return new Collector(store, packs, names, spaces, packCollector, packsAreKnown, properties, metrics);
    }
}
