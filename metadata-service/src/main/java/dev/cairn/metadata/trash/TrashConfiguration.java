package dev.cairn.metadata.trash;

import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.TreeEdits;
import dev.cairn.metadata.space.SpaceGate;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The trash. */
@Configuration(proxyBeanMethods = false)
public class TrashConfiguration {
    @Bean
    Trash metadataTrash(
            PlatformTransactionManager transactions,
            SpaceGate gate,
            TreeEdits edits,
            JdbcClient jdbc,
            JdbcNodeRows rows,
            InstantSource clock) {
        return new Trash(new TransactionTemplate(transactions), gate, edits, new JdbcTrash(jdbc, rows), clock);
    }
}
