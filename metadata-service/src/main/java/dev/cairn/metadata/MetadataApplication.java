package dev.cairn.metadata;

import dev.cairn.attempts.redis.AttemptsConfiguration;
import dev.cairn.contracts.process.Remote;
import dev.cairn.contracts.process.ServiceProcess;
import dev.cairn.metadata.amqp.AmqpConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The service as a process of its own: HTTP on 7891, management on 7892, the database from {@code spring.datasource.*}, events
 * to {@code spring.rabbitmq.*}, counts that all processes share in {@code spring.data.redis.*} when that is given.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@Import({
    MetadataModule.class,
    AmqpConfiguration.class,
    AttemptsConfiguration.class,
    ServiceProcess.class,
    Remote.Tokens.class,
    Remote.Auth.class,
    Remote.Storage.class
})
public class MetadataApplication {
    /** Starts the service. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(MetadataApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name",
                "metadata",
                "server.port",
                7891,
                "management.server.port",
                7892,
                "spring.threads.virtual.enabled",
                true,
                "server.forward-headers-strategy",
                "native",
                "server.shutdown",
                "graceful",
                "spring.rabbitmq.publisher-confirm-type",
                "correlated",
                "spring.rabbitmq.publisher-returns",
                true));
        application.run(arguments);
    }
}
