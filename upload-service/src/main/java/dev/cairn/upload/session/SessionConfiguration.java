package dev.cairn.upload.session;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.storage.ChunkApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of sessions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionProperties.class)
public class SessionConfiguration {
    // Takes the Flyway bean so that nobody touches a table before it exists.
    @Bean
    JdbcSessionStore uploadSessionStore(
            @Qualifier("uploadFlyway") Flyway migrated, JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new JdbcSessionStore(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    UploadSessions uploadSessions(
            JdbcSessionStore store,
            ChunkApi chunks,
            CommitApi commits,
            SessionProperties properties,
            InstantSource clock) {
        return new UploadSessions(store, chunks, commits, properties, clock, new Ids(clock, new SecureRandom()));
    }

    @Bean
    SessionController sessionController(UploadSessions sessions) {
        return new SessionController(sessions);
    }

    @Bean
    HoldController uploadHoldController(JdbcSessionStore store, UploadSessions sessions, InstantSource clock) {
        return new HoldController(store, sessions, clock);
    }

    @Bean
    SessionSweep uploadSessionSweep(JdbcSessionStore store, InstantSource clock) {
        return new SessionSweep(store, clock);
    }
}
