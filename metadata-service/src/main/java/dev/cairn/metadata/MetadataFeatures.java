package dev.cairn.metadata;

import dev.cairn.metadata.census.CensusConfiguration;
import dev.cairn.metadata.change.ChangeConfiguration;
import dev.cairn.metadata.change.Changes;
import dev.cairn.metadata.conflict.ConflictConfiguration;
import dev.cairn.metadata.group.GroupConfiguration;
import dev.cairn.metadata.inventory.InventoryConfiguration;
import dev.cairn.metadata.link.LinkConfiguration;
import dev.cairn.metadata.node.Commits;
import dev.cairn.metadata.node.Keys;
import dev.cairn.metadata.node.NodeConfiguration;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.outbox.OutboxConfiguration;
import dev.cairn.metadata.policy.PolicyConfiguration;
import dev.cairn.metadata.remark.RemarkConfiguration;
import dev.cairn.metadata.retention.RetentionConfiguration;
import dev.cairn.metadata.search.SearchConfiguration;
import dev.cairn.metadata.space.SpaceConfiguration;
import dev.cairn.metadata.space.SpaceGate;
import dev.cairn.metadata.trash.Trash;
import dev.cairn.metadata.trash.TrashConfiguration;
import dev.cairn.metadata.version.VersionConfiguration;
import dev.cairn.metadata.version.Versions;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All features of the service, without the web's part of security. */
@Configuration(proxyBeanMethods = false)
@Import({
    OutboxConfiguration.class,
    SpaceConfiguration.class,
    NodeConfiguration.class,
    ChangeConfiguration.class,
    VersionConfiguration.class,
    TrashConfiguration.class,
    LinkConfiguration.class,
    SearchConfiguration.class,
    RetentionConfiguration.class,
    CensusConfiguration.class,
    InventoryConfiguration.class,
    PolicyConfiguration.class,
    ConflictConfiguration.class,
    GroupConfiguration.class,
    RemarkConfiguration.class
})
class MetadataFeatures {
    /** Brings the schema {@code metadata} up to date before anything reads it. */
    @Bean(initMethod = "migrate")
    Flyway metadataFlyway(DataSource database) {
        var configuration =
                Flyway.configure().dataSource(database).schemas("metadata").locations("classpath:db/metadata");
        // Flyway warns of it at every start, so it is asked for only when there is one.
        boolean late = Arrays.stream(configuration.load().info().all())
                .anyMatch(migration -> migration.getState() == MigrationState.IGNORED);
        return configuration.outOfOrder(late).load();
    }

    @Bean
    NodeController metadataNodeController(
            SpaceGate gate, Nodes nodes, Keys keys, Commits commits, Versions versions, Trash trash, Changes changes) {
        return new NodeController(gate, nodes, keys, commits, versions, trash, changes);
    }

    @Bean
    CommitController metadataCommitController(SpaceGate gate, Commits commits) {
        return new CommitController(gate, commits);
    }
}
