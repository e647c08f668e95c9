package dev.cairn.metadata.remark;

import dev.cairn.contracts.id.Ids;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.space.SpaceGate;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Comments and favourites. */
@Configuration(proxyBeanMethods = false)
public class RemarkConfiguration {
    @Bean
    Comments metadataComments(
            PlatformTransactionManager transactions,
            SpaceGate gate,
            Nodes nodes,
            JdbcClient jdbc,
            InstantSource clock) {
        return new Comments(
                new TransactionTemplate(transactions),
                gate,
                nodes,
                new JdbcComments(jdbc),
                clock,
                new Ids(clock, new SecureRandom()));
    }

    @Bean
    Favourites metadataFavourites(
            PlatformTransactionManager transactions,
            SpaceGate gate,
            Nodes nodes,
            JdbcNodeRows rows,
            JdbcClient jdbc,
            InstantSource clock) {
        return new Favourites(
                new TransactionTemplate(transactions), gate, nodes, rows, new JdbcFavourites(jdbc), clock);
    }
}
