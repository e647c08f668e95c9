package dev.cairn.storage.chunk;

import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Region;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.pack.CommitLanes;
import dev.cairn.storage.pack.PackCommitter;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackLimits;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.storage.residency.Residency;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of ingest and reading. */
@Configuration(proxyBeanMethods = false)
@Import(ChunkController.class)
public class ChunkConfiguration {
    /** Threads that verify packs: while one waits for the disk the other hashes. */
    private static final int CHECKING_MAX = 2;

    /** @param schema migrated before the index is used */
    @Bean
    RecordIndex recordIndex(
            DataSource dataSource, PlatformTransactionManager transactions, @Qualifier("storageFlyway") Flyway schema) {
        return new JdbcRecordIndex(JdbcClient.create(dataSource), new TransactionTemplate(transactions));
    }

    /** @param schema migrated before it is left there */
    @Bean
    CrashMark crashMark(DataSource dataSource, @Qualifier("storageFlyway") Flyway schema) {
        return new JdbcCrashMark(JdbcClient.create(dataSource));
    }

    @Bean
    PackReader packReader(BlobStore blobStore) {
        return new PackReader(blobStore);
    }

    @Bean
    CommitLanes commitLanes(BlobStore blobStore, RecordIndex index, InstantSource clock, Residency residency) {
        var regions = new ArrayList<Optional<Region>>();
        residency.regions().forEach(region -> regions.add(Optional.of(region)));
        if (regions.isEmpty()) {
            regions.add(Optional.empty());
        }
        // All lanes together hold as much in memory as one would.
        var limits = PackLimits.forHeap(Runtime.getRuntime().maxMemory() / regions.size());
        var committers = new HashMap<Optional<Region>, PackCommitter>();
        for (var region : regions) {
            committers.put(
                    region,
                    new PackCommitter(blobStore, index, clock, () -> PackId.in(region, UUID.randomUUID()), limits));
        }
        return new CommitLanes(committers, residency::regionOf);
    }

    @Bean
    IngestWorkers ingestWorkers() {
        return new IngestWorkers(Runtime.getRuntime().availableProcessors());
    }

    @Bean
    Foreground storageForeground() {
        return new Foreground();
    }

    @Bean
    Ingest ingest(
            KeyRing keyRing, RecordIndex index, CommitLanes committers, IngestWorkers workers, Foreground foreground) {
        var lookups = new GroupedLookups(index, GroupedLookups.SMALL_MAX);
        return new Ingest(keyRing, lookups, committers::of, workers, new SecureRandom(), foreground);
    }

    @Bean
    Contents contents(KeyRing keyRing, RecordIndex index, PackReader packs) {
        return new Contents(keyRing, index, packs);
    }

    @Bean
    Patches patches(Contents contents, Ingest ingest) {
        return new Patches(contents, ingest);
    }

    @Bean
    PackCheck packCheck(
            BlobStore blobStore, PackReader packs, RecordIndex index, KeyRing keyRing, Foreground foreground) {
        return new PackCheck(blobStore, packs, index, keyRing, CHECKING_MAX, foreground);
    }

    @Bean
    HeldPacks storageHeldPacks(BlobStore blobStore, RecordIndex index, PackCheck check) {
        return new HeldPacks(blobStore, index, check);
    }

    @Bean
    ContentCheck contentCheck(PackReader packs, RecordIndex index, KeyRing keyRing) {
        return new ContentCheck(packs, index, keyRing);
    }

    @Bean
    IndexRebuild indexRebuild(BlobStore blobStore, PackReader packs, RecordIndex index, KeyRing keyRing) {
        return new IndexRebuild(blobStore, packs, index, keyRing);
    }
}
