package dev.cairn.metadata.outbox;

import dev.cairn.contracts.event.EventBus;
import dev.cairn.contracts.id.Ids;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.databind.json.JsonMapper;

/** The outbox and its relay. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxProperties.class)
public class OutboxConfiguration {
    @Bean
    Bell metadataOutboxBell() {
        return new Bell();
    }

    @Bean
    JdbcOutbox metadataOutbox(
            JdbcOperations jdbc,
            JsonMapper json,
            InstantSource clock,
            Bell bell,
            ObjectProvider<CommitListener> listeners,
            @Qualifier("metadataFlyway") Flyway migrated) {
        var ids = new Ids(clock, new SecureRandom());
        return new JdbcOutbox(
                jdbc, json, clock, ids, bell, () -> listeners.stream().toList());
    }

    @Bean
    Relay metadataRelay(
            JdbcOutbox outbox,
            DataSource database,
            EventBus bus,
            Bell bell,
            InstantSource clock,
            OutboxProperties properties) {
        return new Relay(outbox, new JdbcSpaceTurns(database), bus, bell, clock, properties);
    }

    @Bean
    OutboxMetrics metadataOutboxMetrics(JdbcOutbox outbox, InstantSource clock) {
        return new OutboxMetrics(outbox, clock);
    }
}
