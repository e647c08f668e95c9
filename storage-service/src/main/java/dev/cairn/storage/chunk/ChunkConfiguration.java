package dev.cairn.storage.chunk;

import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.pack.PackCommitter;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackLimits;
import dev.cairn.storage.pack.PackReader;
import java.security.SecureRandom;
import java.time.InstantSource;
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
    /** @param schema migrated before the index is used */
    @Bean
    RecordIndex recordIndex(
            DataSource dataSource, PlatformTransactionManager transactions, @Qualifier("storageFlyway") Flyway schema) {
        return new JdbcRecordIndex(JdbcClient.create(dataSource), new TransactionTemplate(transactions));
    }

    @Bean
    PackReader packReader(BlobStore blobStore) {
        return new PackReader(blobStore);
    }

    @Bean
    PackCommitter packCommitter(BlobStore blobStore, RecordIndex index, InstantSource clock) {
        return new PackCommitter(
                blobStore,
                index,
                clock,
                () -> new PackId(UUID.randomUUID()),
                PackLimits.forHeap(Runtime.getRuntime().maxMemory()));
    }

    @Bean
    IngestWorkers ingestWorkers() {
        return new IngestWorkers(Runtime.getRuntime().availableProcessors());
    }

    @Bean
    Ingest ingest(KeyRing keyRing, RecordIndex index, PackCommitter committer, IngestWorkers workers) {
        return new Ingest(keyRing, index, committer, workers, new SecureRandom());
    }

    @Bean
    Contents contents(KeyRing keyRing, RecordIndex index, PackReader packs) {
        return new Contents(keyRing, index, packs);
    }

    @Bean
    IndexRebuild indexRebuild(BlobStore blobStore, PackReader packs, RecordIndex index, KeyRing keyRing) {
        return new IndexRebuild(blobStore, packs, index, keyRing);
    }
}
