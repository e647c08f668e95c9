package dev.cairn.metadata.inventory;

import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inventory. */
@Configuration(proxyBeanMethods = false)
public class InventoryConfiguration {
    /** @param schema migrated before it is read */
    @Bean
    InventoryController inventoryApi(JdbcClient jdbc, @Qualifier("metadataFlyway") Flyway schema) {
        return new InventoryController(new JdbcInventory(jdbc));
    }
}
