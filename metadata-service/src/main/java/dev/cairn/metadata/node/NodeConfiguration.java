package dev.cairn.metadata.node;

import dev.cairn.contracts.id.Ids;
import dev.cairn.metadata.outbox.Outbox;
import dev.cairn.metadata.retention.Retained;
import dev.cairn.metadata.retention.RetentionProperties;
import dev.cairn.metadata.space.SpaceGate;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The tree. */
@Configuration(proxyBeanMethods = false)
public class NodeConfiguration {
    @Bean
    JdbcNodeRows metadataNodeRows(JdbcClient jdbc, JsonMapper json, @Qualifier("metadataFlyway") Flyway migrated) {
        return new JdbcNodeRows(jdbc, json);
    }

    @Bean
    JdbcTree metadataTreeStore(JdbcOperations jdbc, JdbcNodeRows rows) {
        return new JdbcTree(jdbc, rows);
    }

    @Bean
    TreeEdits metadataTreeEdits(
            JdbcTree store,
            PlatformTransactionManager transactions,
            SpaceGate gate,
            Outbox outbox,
            InstantSource clock) {
        return new TreeEdits(new TransactionTemplate(transactions), gate, store, outbox, clock);
    }

    @Bean
    Commits metadataCommits(TreeEdits edits, JdbcTree store, JdbcClient jdbc, InstantSource clock) {
        return new Commits(edits, store, new JdbcOutcomes(jdbc), new Ids(clock, new SecureRandom()));
    }

    @Bean
    Retained metadataOutcomes(JdbcClient jdbc, InstantSource clock, RetentionProperties properties) {
        var outcomes = new JdbcOutcomes(jdbc);
        return limit -> outcomes.forget(clock.instant().minus(properties.operations()), limit);
    }

    @Bean
    Nodes metadataNodes(SpaceGate gate, JdbcClient jdbc, JdbcNodeRows rows) {
        return new Nodes(gate, rows, new JdbcListing(jdbc, rows));
    }

    @Bean
    Keys metadataKeys(SpaceGate gate, JdbcClient jdbc, JdbcNodeRows rows) {
        return new Keys(gate, new JdbcListing(jdbc, rows));
    }

    @Bean
    AgedFiles metadataAgedFiles(SpaceGate gate, Keys keys, JdbcTree store, TreeEdits edits, InstantSource clock) {
        return new AgedFiles(gate, keys, store, edits, clock);
    }
}
