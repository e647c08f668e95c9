package dev.cairn.s3;

import dev.cairn.contracts.http.ApiSecurityConfiguration;
import dev.cairn.contracts.process.Remote;
import dev.cairn.contracts.process.ServiceProcess;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The endpoint as a process of its own: S3 on {@code cairn.s3.port} (7861), management on 7862, the database from {@code spring.datasource.*}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@Import({
    S3Module.class,
    S3ServerConfiguration.class,
    ApiSecurityConfiguration.class,
    ServiceProcess.class,
    Remote.Tokens.class,
    Remote.Auth.class,
    Remote.Metadata.class,
    Remote.Storage.class,
    Remote.Upload.class,
    Remote.Lifecycles.class
})
public class S3Application {
    /** Starts the service. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(S3Application.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name", "s3",
                "server.port", "${cairn.s3.port:7861}",
                "management.server.port", 7862,
                "spring.threads.virtual.enabled", true,
                "server.shutdown", "graceful"));
        application.run(arguments);
    }
}
