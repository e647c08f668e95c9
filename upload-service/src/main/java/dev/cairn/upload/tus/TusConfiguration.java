package dev.cairn.upload.tus;

import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.upload.naming.ContentCommits;
import dev.cairn.upload.session.UploadSessions;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of the tus protocol. */
@Configuration(proxyBeanMethods = false)
public class TusConfiguration {
    // Takes the Flyway bean so that nobody touches a table before it exists.
    @Bean
    JdbcTusStore tusStore(
            @Qualifier("uploadFlyway") Flyway migrated, JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new JdbcTusStore(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    TusUploads tusUploads(
            UploadSessions sessions,
            JdbcTusStore store,
            ChunkApi chunks,
            ContentCommits commits,
            SpaceApi spaces,
            NodeApi nodes,
            InstantSource clock) {
        return new TusUploads(sessions, store, new Naming(chunks, commits, nodes), spaces, nodes, clock);
    }

    @Bean
    TusController tusController(TusUploads uploads) {
        return new TusController(uploads);
    }
}
