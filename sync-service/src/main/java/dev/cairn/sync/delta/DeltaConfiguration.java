package dev.cairn.sync.delta;

import dev.cairn.contracts.metadata.NodeApi;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of pulled deltas. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeltaProperties.class)
public class DeltaConfiguration {
    @Bean
    ChangeWaiters changeWaiters(DeltaProperties properties) {
        return new ChangeWaiters(properties);
    }

    @Bean
    DeltaController deltaController(NodeApi nodes, ChangeWaiters waiters) {
        return new DeltaController(nodes, waiters);
    }
}
