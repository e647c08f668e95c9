package dev.cairn.storage.backup;

import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.crypto.KeyRing;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of backups. */
@Configuration(proxyBeanMethods = false)
public class BackupConfiguration {
    @Bean
    Backup backup(
            BlobStore blobStore, KeyRing keyRing, ClusterSecret secret, DataSource dataSource, InstantSource clock) {
        return new Backup(blobStore, keyRing, secret, dataSource, clock, new SecureRandom());
    }
}
