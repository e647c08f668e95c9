package dev.cairn.upload;

import dev.cairn.contracts.http.ApiSecurityConfiguration;
import dev.cairn.refusals.RefusalConfiguration;
import dev.cairn.upload.device.DeviceConfiguration;
import dev.cairn.upload.expiry.ExpiryConfiguration;
import dev.cairn.upload.naming.NamingConfiguration;
import dev.cairn.upload.session.SessionConfiguration;
import dev.cairn.upload.tus.TusConfiguration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The upload service. Needs from outside: {@code DataSource}, {@code JdbcClient}, {@code PlatformTransactionManager},
 * {@code InstantSource}, {@code JwtDecoder}, {@code ClusterSecret}, {@code JsonMapper}, {@code ChunkApi}, {@code CommitApi},
 * {@code SpaceApi} and {@code NodeApi}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    ApiSecurityConfiguration.class,
    RefusalConfiguration.class,
    DeviceConfiguration.class,
    SessionConfiguration.class,
    NamingConfiguration.class,
    TusConfiguration.class,
    ExpiryConfiguration.class
})
public class UploadModule {
    /** The schema {@code upload}, up to date before any store uses it. */
    @Bean(initMethod = "migrate")
    Flyway uploadFlyway(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .schemas("upload")
                .locations("classpath:db/upload")
                .load();
    }
}
