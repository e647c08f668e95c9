package dev.cairn.web.files;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.metadata.NodeApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Browsing and editing. */
@Configuration(proxyBeanMethods = false)
public class FilesConfiguration {
    @Bean
    Edits webEdits(NodeApi nodes, InstantSource clock) {
        return new Edits(nodes, new Ids(clock, new SecureRandom()), clock);
    }
}
