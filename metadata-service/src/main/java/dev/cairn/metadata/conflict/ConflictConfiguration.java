package dev.cairn.metadata.conflict;

import dev.cairn.contracts.id.Ids;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.TreeEdits;
import dev.cairn.metadata.space.SpaceGate;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Conflicts. */
@Configuration(proxyBeanMethods = false)
public class ConflictConfiguration {
    @Bean
    ConflictController metadataConflictController(
            SpaceGate gate, TreeEdits edits, JdbcClient jdbc, JdbcNodeRows rows, InstantSource clock) {
        return new ConflictController(
                new Conflicts(gate, edits, new JdbcConflicts(jdbc), rows, new Ids(clock, new SecureRandom())));
    }
}
