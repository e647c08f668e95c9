package dev.cairn.metadata.census;

import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of the census. */
@Configuration(proxyBeanMethods = false)
public class CensusConfiguration {
    /** @param schema migrated before anything is read */
    @Bean
    CensusController metadataCensusController(JdbcClient jdbc, @Qualifier("metadataFlyway") Flyway schema) {
        return new CensusController(new JdbcCensus(jdbc));
    }
}
