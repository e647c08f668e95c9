package dev.cairn.notification.activity;

import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.metadata.SpaceApi;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The feed's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ActivityProperties.class)
public class ActivityConfiguration {
    private static final Duration PRUNE_EVERY = Duration.ofHours(1);

    /** @param schema migrated before the store is used */
    @Bean
    JdbcActivityStore activityStore(DataSource dataSource, @Qualifier("notificationFlyway") Flyway schema) {
        return new JdbcActivityStore(new JdbcTemplate(dataSource));
    }

    @Bean
    EventConsumer activityLog(JdbcActivityStore store) {
        return new ActivityLog(store);
    }

    @Bean
    ActivityFeed activityFeed(SpaceApi spaces, JdbcActivityStore store) {
        return new ActivityFeed(spaces, store);
    }

    @Bean
    Background activityPruning(JdbcActivityStore store, ActivityProperties properties, InstantSource clock) {
        var pruning = new ActivityPruning(store, properties.keep(), clock);
        return Background.every(PRUNE_EVERY, "activity-pruning", _ -> pruning.prune());
    }
}
