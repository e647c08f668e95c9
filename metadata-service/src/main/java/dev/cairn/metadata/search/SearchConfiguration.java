package dev.cairn.metadata.search;

import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.space.SpaceGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Search by name. */
@Configuration(proxyBeanMethods = false)
public class SearchConfiguration {
    @Bean
    SearchController metadataSearchController(SpaceGate gate, JdbcClient jdbc, JdbcNodeRows rows) {
        return new SearchController(new Search(gate, new JdbcSearch(jdbc, rows), rows));
    }
}
