package dev.cairn.storage;

import dev.cairn.contracts.process.Remote;
import dev.cairn.contracts.process.ServiceProcess;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The service as a process of its own: HTTP on 7881, management on 7882, the database from {@code spring.datasource.*}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@Import({StorageModule.class, ServiceProcess.class, Remote.Tokens.class, Remote.Metadata.class, Remote.Collection.class
})
public class StorageApplication {
    /** Starts the service. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(StorageApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name",
                "storage",
                "server.port",
                7881,
                "management.server.port",
                7882,
                "server.forward-headers-strategy",
                "native",
                "spring.threads.virtual.enabled",
                true,
                "server.shutdown",
                "graceful"));
        application.run(arguments);
    }
}
