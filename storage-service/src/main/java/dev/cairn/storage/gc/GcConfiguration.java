package dev.cairn.storage.gc;

import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.upload.HoldApi;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.chunk.Contents;
import dev.cairn.storage.chunk.IndexRebuild;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.storage.topology.Topology;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of collection. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GcProperties.class)
public class GcConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(GcConfiguration.class);

    /** @param schema migrated before the tables are used */
    @Bean
    CollectionStore storageCollectionStore(DataSource database, @Qualifier("storageFlyway") Flyway schema) {
        return new JdbcCollectionStore(JdbcClient.create(database));
    }

    /** @param schema migrated before the tables are used */
    @Bean
    PackStore storagePackStore(
            DataSource database, PlatformTransactionManager transactions, @Qualifier("storageFlyway") Flyway schema) {
        return new JdbcPackStore(JdbcClient.create(database), new TransactionTemplate(transactions));
    }

    @Bean
    SpaceCollector spaceCollector(
            CollectionStore store,
            CensusApi metadata,
            HoldApi holds,
            Contents contents,
            KeyRing keyRing,
            GcProperties properties) {
        return new SpaceCollector(
                store,
                metadata,
                holds,
                new Census(metadata, contents, keyRing),
                properties.unnamed(),
                properties.memory().toBytes(),
                new SecureRandom());
    }

    @Bean
    Collector storageCollector(
            CollectionStore store,
            PackStore packs,
            CensusApi metadata,
            SpaceCollector spaces,
            BlobStore blobStore,
            PackReader packReader,
            IndexRebuild rebuild,
            InstantSource clock,
            GcProperties properties,
            GcMetrics metrics) {
        var compactor = new Compactor(packs, blobStore, packReader, clock, UUID::randomUUID);
        var packCollector = new PackCollector(packs, new PackTrash(packs, blobStore), compactor, blobStore, properties);
        return new Collector(store, packs, metadata, spaces, packCollector, rebuild::isComplete, properties, metrics);
    }

    @Bean
    GcMetrics storageGcMetrics() {
        return new GcMetrics();
    }

    @Bean
    GcRunner storageGcRunner(
            Collector collector, GcProperties properties, GcMetrics metrics, Foreground foreground, Topology topology) {
        properties.whatStaysInCopies(topology.codedFrom()).ifPresent(LOG::warn);
        return new GcRunner(collector, properties, metrics, foreground);
    }
}
