package dev.cairn.metadata.space;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.metadata.outbox.Outbox;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spaces and members. */
@Configuration(proxyBeanMethods = false)
public class SpaceConfiguration {
    @Bean
    JdbcSpaces metadataSpaceStore(JdbcClient jdbc, @Qualifier("metadataFlyway") Flyway migrated) {
        return new JdbcSpaces(jdbc);
    }

    @Bean
    SpaceGate metadataSpaceGate(JdbcSpaces spaces) {
        return new SpaceGate(spaces);
    }

    @Bean
    JdbcGrants metadataGrantStore(JdbcClient jdbc, @Qualifier("metadataFlyway") Flyway migrated) {
        return new JdbcGrants(jdbc);
    }

    @Bean
    Memberships metadataMemberships(JdbcGrants grants, JdbcSpaces spaces, Outbox outbox, InstantSource clock) {
        return new Memberships(grants, spaces, outbox, clock);
    }

    @Bean
    SpaceController metadataSpaceController(
            JdbcSpaces store,
            JdbcGrants grants,
            Memberships memberships,
            SpaceGate gate,
            PlatformTransactionManager manager,
            Outbox outbox,
            DirectoryApi directory,
            ClusterSecret secret,
            InstantSource clock) {
        var transactions = new TransactionTemplate(manager);
        var spaces = new Spaces(
                transactions, store, grants, gate, outbox, new Tickets(secret, clock), clock, new SecureRandom());
        return new SpaceController(spaces, new Members(transactions, store, gate, memberships, directory, clock));
    }
}
