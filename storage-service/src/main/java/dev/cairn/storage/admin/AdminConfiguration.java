package dev.cairn.storage.admin;

import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.gc.StorageGc;
import dev.cairn.storage.health.DeviceCare;
import dev.cairn.storage.job.Jobs;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of administration. */
@Configuration(proxyBeanMethods = false)
public class AdminConfiguration {
    @Bean
    StorageAdminController storageAdminApi(
            Jobs jobs, DataSource dataSource, BlobStore blobStore, DeviceCare deviceCare) {
        return new StorageAdminController(jobs, new JdbcCounts(JdbcClient.create(dataSource)), blobStore, deviceCare);
    }

    @Bean
    CollectTask collectTask(StorageGc collector) {
        return new CollectTask(collector);
    }
}
