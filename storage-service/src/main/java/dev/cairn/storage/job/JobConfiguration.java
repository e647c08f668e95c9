package dev.cairn.storage.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The beans of jobs. */
@Configuration(proxyBeanMethods = false)
public class JobConfiguration {
    /** @param schema migrated before jobs are kept */
    @Bean
    Jobs storageJobs(
            List<Task> tasks,
            DataSource dataSource,
            JsonMapper json,
            ObjectProvider<MeterRegistry> meters,
            InstantSource clock,
            @Qualifier("storageFlyway") Flyway schema) {
        var store = new JdbcJobStore(JdbcClient.create(dataSource), json);
        return new Jobs(tasks, store, new JobMetrics(() -> meters.getIfAvailable(() -> Metrics.globalRegistry)), clock);
    }
}
