package dev.cairn.auth.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The schema and its migrations. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    @Bean(initMethod = "migrate")
    Flyway authFlyway(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .schemas("auth")
                .locations("classpath:db/auth")
                .load();
    }

    // Takes the Flyway bean so that nobody touches a table before it exists.
    @Bean
    JdbcDatabase authDatabase(
            @Qualifier("authFlyway") Flyway migrated, JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new JdbcDatabase(jdbc, new TransactionTemplate(transactions));
    }
}
