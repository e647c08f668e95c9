package dev.cairn.notification;

import dev.cairn.contracts.process.Remote;
import dev.cairn.contracts.process.ServiceProcess;
import dev.cairn.notification.amqp.EventAmqpConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The service as a process of its own: HTTP on 7911, management on 7912, the database from {@code spring.datasource.*}, events
 * from {@code spring.rabbitmq.*}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@Import({
    NotificationModule.class,
    EventAmqpConfiguration.class,
    ServiceProcess.class,
    Remote.Tokens.class,
    Remote.Auth.class,
    Remote.Metadata.class
})
public class NotificationApplication {
    /** Starts the service. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(NotificationApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name",
                "notification",
                "server.port",
                7911,
                "management.server.port",
                7912,
                "spring.threads.virtual.enabled",
                true,
                "server.shutdown",
                "graceful"));
        application.run(arguments);
    }
}
