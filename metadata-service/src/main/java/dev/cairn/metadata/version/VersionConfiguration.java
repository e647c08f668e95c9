package dev.cairn.metadata.version;

import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.node.TreeEdits;
import dev.cairn.metadata.space.SpaceGate;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Versions and downloads. */
@Configuration(proxyBeanMethods = false)
public class VersionConfiguration {
    @Bean
    Downloads metadataDownloads(ClusterSecret secret, InstantSource clock) {
        return new Downloads(new Tickets(secret, clock), clock);
    }

    @Bean
    Versions metadataVersions(
            SpaceGate gate,
            Nodes nodes,
            TreeEdits edits,
            JdbcClient jdbc,
            JdbcNodeRows rows,
            Downloads downloads,
            InstantSource clock) {
        return new Versions(
                gate, nodes, edits, new JdbcVersions(jdbc, rows), downloads, new Ids(clock, new SecureRandom()));
    }
}
