package dev.cairn.storage.crypto;

import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.InventoryApi;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.job.Task;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyProperties.class)
public class CryptoConfiguration {
    /** @param schema migrated before the store is used */
    @Bean
    KeyRing keyRing(
            RootKeySettings settings,
            DataSource dataSource,
            BlobStore blobStore,
            @Qualifier("storageFlyway") Flyway schema)
            throws IOException {
        return KeyRing.open(
                settings.source(), new JdbcKeyStore(JdbcClient.create(dataSource)), blobStore, new SecureRandom());
    }

    @Bean
    Task rotateRootKey(KeyRing keyRing) {
        return new RotateRootKey(keyRing);
    }

    @Bean
    Task renewSpaceKey(KeyRing keyRing) {
        return new RenewSpaceKey(keyRing);
    }

    @Bean
    Task destroySpaceKey(KeyRing keyRing, InventoryApi inventory) {
        return new DestroySpaceKey(keyRing, inventory);
    }

    /** @param schema migrated before the store is used */
    @Bean
    DeletedSpaceKeys deletedSpaceKeys(
            KeyRing keyRing,
            DataSource dataSource,
            CensusApi metadata,
            InstantSource clock,
            KeyProperties properties,
            @Qualifier("storageFlyway") Flyway schema) {
        return new DeletedSpaceKeys(
                keyRing,
                new JdbcDeletedSpaces(JdbcClient.create(dataSource)),
                metadata,
                clock,
                properties.destroyAfter());
    }

    @Bean
    Background deletedSpaceWatch(DeletedSpaceKeys keys, KeyProperties properties) {
        return Background.every(properties.look(), "storage-deleted-spaces", _ -> keys.pass());
    }

    /** Runs before the process says it is ready. */
    @Bean
    ApplicationRunner cryptoWarmUp() {
        return _ -> CryptoWarmUp.run();
    }
}
