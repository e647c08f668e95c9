package dev.cairn.metadata.group;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.space.Memberships;
import dev.cairn.metadata.space.SpaceGate;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Groups and grants. */
@Configuration(proxyBeanMethods = false)
public class GroupConfiguration {
    @Bean
    JdbcGroups metadataGroupStore(JdbcClient jdbc, @Qualifier("metadataFlyway") Flyway migrated) {
        return new JdbcGroups(jdbc);
    }

    @Bean
    GroupController metadataGroupController(
            PlatformTransactionManager transactions,
            JdbcGroups groups,
            Memberships memberships,
            SpaceGate gate,
            DirectoryApi directory,
            InstantSource clock) {
        return new GroupController(new Groups(
                new TransactionTemplate(transactions),
                groups,
                memberships,
                gate,
                directory,
                clock,
                new Ids(clock, new SecureRandom())));
    }

    @Bean
    GrantController metadataGrantController(
            PlatformTransactionManager transactions,
            JdbcGroups groups,
            Memberships memberships,
            SpaceGate gate,
            Nodes nodes,
            LinkApi links,
            DirectoryApi directory,
            InstantSource clock) {
        return new GrantController(
                new GroupGrants(new TransactionTemplate(transactions), groups, memberships, gate, clock),
                new Explanations(gate, memberships, nodes, links, directory, clock));
    }
}
