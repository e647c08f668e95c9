package dev.cairn.storage;

import dev.cairn.content.Bundle;
import dev.cairn.content.ChunkId;
import dev.cairn.content.delta.PatchList;
import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.http.ApiSecurityConfiguration;
import dev.cairn.contracts.http.BodyBudget;
import dev.cairn.contracts.http.BodyBudget.Held;
import dev.cairn.contracts.http.ProblemWriter;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.refusals.RefusalConfiguration;
import dev.cairn.storage.admin.AdminConfiguration;
import dev.cairn.storage.backup.BackupConfiguration;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.redundant.RedundantStores;
import dev.cairn.storage.chunk.ChunkConfiguration;
import dev.cairn.storage.chunk.CrashMark;
import dev.cairn.storage.chunk.HeldPacks;
import dev.cairn.storage.chunk.IndexRebuild;
import dev.cairn.storage.content.ContentConfiguration;
import dev.cairn.storage.crypto.CryptoConfiguration;
import dev.cairn.storage.crypto.RootKeySettings;
import dev.cairn.storage.gc.GcConfiguration;
import dev.cairn.storage.health.HealthConfiguration;
import dev.cairn.storage.job.JobConfiguration;
import dev.cairn.storage.residency.Regions;
import dev.cairn.storage.residency.ResidencyConfiguration;
import dev.cairn.storage.topology.BlobStores;
import dev.cairn.storage.topology.Topology;
import dev.cairn.storage.topology.Topology.Local;
import dev.cairn.storage.topology.TopologyReader;
import dev.cairn.storage.verify.VerifyConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The storage service. Needs from outside: {@code DataSource}, {@code PlatformTransactionManager}, {@code InstantSource},
 * {@code JwtDecoder}, {@code ClusterSecret}, {@code MeterRegistry}, {@code JsonMapper}, {@code CensusApi} and {@code HoldApi}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageProperties.class)
@Import({
    ApiSecurityConfiguration.class,
    RefusalConfiguration.class,
    CryptoConfiguration.class,
    ChunkConfiguration.class,
    ContentConfiguration.class,
    GcConfiguration.class,
    HealthConfiguration.class,
    ResidencyConfiguration.class,
    JobConfiguration.class,
    VerifyConfiguration.class,
    AdminConfiguration.class,
    BackupConfiguration.class
})
public class StorageModule {
    private static final List<Held> HELD = List.of(
            new Held("/internal/v1/storage/spaces/{space}/chunks", Bundle.REQUEST_BYTES_MAX),
            new Held("/internal/v1/storage/spaces/{space}/chunks/cut", Bundle.REQUEST_BYTES_MAX),
            new Held("/internal/v1/storage/spaces/{space}/chunks/patches", PatchList.BYTES_MAX),
            new Held("/internal/v1/storage/spaces/{space}/contents", Bundle.REQUEST_BYTES_MAX),
            new Held("/internal/v1/storage/spaces/{space}/chunks/missing", ChunkApi.IDS_MAX * ChunkId.LENGTH_BYTES));

    /**
     * The schema {@code storage}, up to date before any store uses it. Out of order, because versions are given out in ranges, one for
     * each line of work, which are finished in any order.
     */
    @Bean(initMethod = "migrate")
    Flyway storageFlyway(DataSource dataSource) {
        var configuration =
                Flyway.configure().dataSource(dataSource).schemas("storage").locations("classpath:db/storage");
        // Flyway warns of it at every start, so it is asked for only when there is one.
        boolean late = Arrays.stream(configuration.load().info().all())
                .anyMatch(migration -> migration.getState() == MigrationState.IGNORED);
        return configuration.outOfOrder(late).load();
    }

    @Bean
    Topology topology(StorageProperties properties, Environment environment) {
        var dataDirectory = dataDirectory(properties, environment);
        var named = properties.topology();
        return named.stores().isEmpty()
                ? new Local(
                        named.root(),
                        dataDirectory.resolve("blobs"),
                        properties.freeSpaceMin().toBytes(),
                        properties.directIo())
                : TopologyReader.read(named.root(), named.stores(), dataDirectory);
    }

    @Bean
    RedundantStores redundantStores(DataSource dataSource, InstantSource clock) {
        return new RedundantStores(dataSource, clock, new SecureRandom());
    }

    /** @param schema migrated before a store keeps its records there */
    @Bean
    BlobStore blobStore(
            Topology topology,
            DataSource dataSource,
            @Qualifier("storageFlyway") Flyway schema,
            InstantSource clock,
            MeterRegistry metrics,
            RedundantStores redundant)
            throws IOException {
        return new BlobStores(dataSource, clock, metrics, redundant).build(topology);
    }

    @Bean
    Regions regions(Topology topology) {
        return topology.routed()
                .map(routed -> Regions.of(routed.regions().keySet(), routed.home()))
                .orElse(Regions.NONE);
    }

    @Bean
    RootKeySettings rootKeySettings(StorageProperties properties, Environment environment) {
        var file = properties.rootKeyFile();
        return new RootKeySettings(
                properties.rootKey(),
                properties.nextRootKey(),
                properties.keyStore(),
                properties.keyStorePasswordFile(),
                properties.kms() == null ? null : properties.kms().settings(),
                file == null ? dataDirectory(properties, environment).resolve("root.key") : file);
    }

    /** Not ordered before the security chain, so it comes behind it. */
    @Bean
    FilterRegistrationBean<BodyBudget> storageBodyBudget(StorageProperties properties, ProblemWriter problems) {
        var memory = properties.memory();
        long bytes =
                memory == null ? BodyBudget.bytesForHeap(Runtime.getRuntime().maxMemory()) : memory.toBytes();
        var registration = new FilterRegistrationBean<>(new BodyBudget(HELD, bytes, properties.memoryWait(), problems));
        registration.addUrlPatterns("/internal/v1/storage/*");
        return registration;
    }

    private static Path dataDirectory(StorageProperties properties, Environment environment) {
        var directory = properties.dataDirectory();
        return directory == null
                ? Path.of(environment.getProperty("cairn.data", "data")).resolve("storage")
                : directory;
    }

    @Bean
    Background packAdoption(IndexRebuild rebuild, CrashMark mark) {
        var adoption = new PackAdoption(rebuild, mark);
        return new Background("pack-adoption", Duration.ZERO, adoption::turn);
    }

    @Bean
    Background heldPacks(HeldPacks packs) {
        return new Background("held-packs", HeldPacks.LOOK_EVERY, packs::turn);
    }

    @Bean
    HealthIndicator storageHealth(BlobStore blobStore) {
        return new StorageHealth(blobStore);
    }
}
