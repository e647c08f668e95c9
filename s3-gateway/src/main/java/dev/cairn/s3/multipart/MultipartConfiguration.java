package dev.cairn.s3.multipart;

import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.metadata.LifecycleApi;
import dev.cairn.contracts.upload.EarlierHoldApi;
import dev.cairn.contracts.upload.HoldReleaseApi;
import dev.cairn.contracts.upload.SessionApi;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.object.ContentReader;
import dev.cairn.s3.object.ContentWriter;
import dev.cairn.s3.object.ObjectLookup;
import dev.cairn.s3.object.ObjectNaming;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Multipart uploads' beans. */
@Configuration(proxyBeanMethods = false)
public class MultipartConfiguration {
    private static final Duration HOLD_AGAIN = Duration.ofSeconds(10);

    @Bean(initMethod = "migrate")
    Flyway s3Flyway(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .schemas("s3")
                .locations("classpath:db/s3")
                .load();
    }

    /** @param schema migrated before the store is used */
    @Bean
    JdbcUploadStore s3UploadStore(DataSource dataSource, JsonMapper json, @Qualifier("s3Flyway") Flyway schema) {
        return new JdbcUploadStore(JdbcClient.create(dataSource), json);
    }

    @Bean
    Multipart s3Multipart(
            BucketSpaces buckets,
            ObjectLookup lookup,
            ContentReader reader,
            ContentWriter writer,
            JdbcUploadStore store,
            SessionApi sessions,
            InstantSource clock) {
        return new Multipart(
                buckets, lookup, reader, writer, store, sessions, new Ids(clock, new SecureRandom()), clock);
    }

    @Bean
    CompleteUpload s3CompleteUpload(
            BucketSpaces buckets,
            SessionApi sessions,
            ObjectNaming naming,
            JdbcUploadStore store,
            InstantSource clock) {
        return new CompleteUpload(buckets, sessions, naming, store, clock);
    }

    @Bean
    ListUploads s3ListUploads(BucketSpaces buckets, JdbcUploadStore store) {
        return new ListUploads(buckets, store);
    }

    @Bean
    Background s3UploadExpiry(
            JdbcUploadStore store, LifecycleApi lifecycles, HoldReleaseApi holds, InstantSource clock) {
        var expiry = new UploadExpiry(store, lifecycles, holds, clock);
        return Background.every(UploadExpiry.EVERY, "s3-upload-expiry", _ -> expiry.expire());
    }

    /** At once: the collector makes its first pass some minutes after the start. */
    @Bean
    Background s3EarlierUploads(JdbcUploadStore store, EarlierHoldApi earlier, HoldReleaseApi holds) {
        var uploads = new EarlierUploads(store, earlier, holds);
        return new Background("s3-earlier-uploads", Duration.ZERO, _ -> uploads.hold() ? Background.NEVER : HOLD_AGAIN);
    }
}
