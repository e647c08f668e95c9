package dev.cairn.metadata.retention;

import dev.cairn.contracts.background.Background;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Forgetting. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
public class RetentionConfiguration {
    @Bean
    Background metadataSweeper(List<Retained> retained, RetentionProperties properties) {
        var sweeper = new Sweeper(retained, properties.batch());
        return Background.every(properties.sweep(), "metadata-sweeper", sweeper::sweep);
    }
}
