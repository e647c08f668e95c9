package dev.cairn.metadata.change;

import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.retention.Retained;
import dev.cairn.metadata.retention.RetentionProperties;
import dev.cairn.metadata.space.SpaceGate;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The delta. */
@Configuration(proxyBeanMethods = false)
public class ChangeConfiguration {
    @Bean
    Changes metadataChanges(
            JdbcClient jdbc, JdbcNodeRows rows, SpaceGate gate, PlatformTransactionManager transactions) {
        var snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        return new Changes(snapshot, gate, new JdbcChanges(jdbc, rows), rows);
    }

    @Bean
    Retained metadataTombstones(
            JdbcClient jdbc, JdbcNodeRows rows, InstantSource clock, RetentionProperties properties) {
        var changes = new JdbcChanges(jdbc, rows);
        return limit -> changes.forget(clock.instant().minus(properties.tombstones()), limit);
    }
}
