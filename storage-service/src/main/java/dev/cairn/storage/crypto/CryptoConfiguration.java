package dev.cairn.storage.crypto;

import dev.cairn.storage.blob.BlobStore;
import java.io.IOException;
import java.security.SecureRandom;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of keys. */
@Configuration(proxyBeanMethods = false)
public class CryptoConfiguration {
    /** @param schema migrated before the store is used */
    @Bean
    KeyRing keyRing(
            RootKeySettings settings,
            DataSource dataSource,
            BlobStore blobStore,
            @Qualifier("storageFlyway") Flyway schema)
            throws IOException {
        return KeyRing.open(settings, new JdbcKeyStore(JdbcClient.create(dataSource)), blobStore, new SecureRandom());
    }

    /** Runs before the process says it is ready. */
    @Bean
    ApplicationRunner cryptoWarmUp() {
        return _ -> CryptoWarmUp.run();
    }
}
