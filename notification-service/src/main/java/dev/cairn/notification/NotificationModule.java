package dev.cairn.notification;

import dev.cairn.contracts.http.ApiSecurityConfiguration;
import dev.cairn.notification.activity.ActivityConfiguration;
import dev.cairn.notification.mail.MailConfiguration;
import dev.cairn.refusals.RefusalConfiguration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The notification service. Needs from outside: {@code DataSource}, {@code InstantSource}, {@code JwtDecoder},
 * {@code ClusterSecret}, {@code JsonMapper}, {@code SpaceApi} and {@code DirectoryApi}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    ApiSecurityConfiguration.class,
    RefusalConfiguration.class,
    ActivityConfiguration.class,
    MailConfiguration.class
})
public class NotificationModule {
    /** The schema {@code notification}, up to date before any store uses it. */
    @Bean(initMethod = "migrate")
    Flyway notificationFlyway(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .schemas("notification")
                .locations("classpath:db/notification")
                .load();
    }
}
