package dev.cairn.upload.naming;

import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.storage.ChunkApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of naming. */
@Configuration(proxyBeanMethods = false)
public class NamingConfiguration {
    @Bean
    ContentCommits contentCommits(ChunkApi chunks, CommitApi commits) {
        return new ContentCommits(chunks, commits);
    }
}
