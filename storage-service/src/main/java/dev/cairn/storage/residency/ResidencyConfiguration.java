package dev.cairn.storage.residency;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of residency. */
@Configuration(proxyBeanMethods = false)
@Import(ResidencyController.class)
public class ResidencyConfiguration {
    /** @param schema migrated before the store is used */
    @Bean
    Residency residency(Regions regions, DataSource dataSource, @Qualifier("storageFlyway") Flyway schema) {
        return new Residency(regions, new JdbcResidencyStore(JdbcClient.create(dataSource)));
    }
}
