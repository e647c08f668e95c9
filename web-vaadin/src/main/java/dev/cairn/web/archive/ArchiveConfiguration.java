package dev.cairn.web.archive;

import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.web.shell.Sessions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Archives. */
@Configuration(proxyBeanMethods = false)
public class ArchiveConfiguration {
    @Bean
    Archives archives(ChunkApi chunks, ClusterSecret secret, InstantSource clock) {
        return new Archives(new ContentReader(chunks, new Tickets(secret, clock)));
    }

    @Bean
    ArchiveController archiveController(NodeApi nodes, Archives archives, Sessions people) {
        return new ArchiveController(nodes, archives, people);
    }
}
