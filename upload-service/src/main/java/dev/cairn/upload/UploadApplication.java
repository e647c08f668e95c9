package dev.cairn.upload;

import dev.cairn.contracts.process.Remote;
import dev.cairn.contracts.process.ServiceProcess;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The service as a process of its own: HTTP on 7871, management on 7872, the database from {@code spring.datasource.*}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@Import({UploadModule.class, ServiceProcess.class, Remote.Tokens.class, Remote.Metadata.class, Remote.Storage.class})
public class UploadApplication {
    /** Starts the service. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(UploadApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name",
                "upload",
                "server.port",
                7871,
                "management.server.port",
                7872,
                "server.forward-headers-strategy",
                "native",
                // A refused upload is read to its end, so that the client sees the refusal and not a broken pipe.
                "server.tomcat.max-swallow-size",
                -1,
                "server.tomcat.connection-timeout",
                "60s",
                "spring.threads.virtual.enabled",
                true,
                "server.shutdown",
                "graceful"));
        application.run(arguments);
    }
}
