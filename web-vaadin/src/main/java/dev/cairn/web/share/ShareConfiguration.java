package dev.cairn.web.share;

import dev.cairn.contracts.metadata.SharedApi;
import dev.cairn.web.archive.Archives;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Public links. */
@Configuration(proxyBeanMethods = false)
public class ShareConfiguration {
    @Bean
    PublicLinkController publicLinkController(SharedApi shared, Archives archives, InstantSource clock) {
        return new PublicLinkController(shared, archives, clock);
    }
}
