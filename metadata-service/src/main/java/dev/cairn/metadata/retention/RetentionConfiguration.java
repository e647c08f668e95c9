package dev.cairn.metadata.retention;

import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Forgetting. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
public class RetentionConfiguration {
    @Bean
    Sweeper metadataSweeper(List<Retained> retained, RetentionProperties properties) {
        return new Sweeper(retained, properties);
    }
}
