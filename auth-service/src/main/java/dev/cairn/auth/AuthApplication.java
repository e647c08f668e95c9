package dev.cairn.auth;

import dev.cairn.attempts.redis.AttemptsConfiguration;
import dev.cairn.auth.account.AdminBootstrap;
import dev.cairn.contracts.process.ServiceProcess;
import java.util.Map;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The service as a process of its own: HTTP on 7851, management on 7852, the database from {@code spring.datasource.*}, counts that
 * all processes share in {@code spring.data.redis.*} when that is given.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@EnableConfigurationProperties(FirstAdministrator.class)
@Import({AuthModule.class, ServiceProcess.class, AttemptsConfiguration.class})
public class AuthApplication {
    /** Starts the service. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(AuthApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name", "auth",
                "server.port", 7851,
                "management.server.port", 7852,
                // The gateway in front tells the name and the port the browser used.
                "server.forward-headers-strategy", "native",
                // The web app is another process on the same origin, with a session of its own.
                "server.servlet.session.cookie.name", "CAIRN_SIGN_IN",
                "server.servlet.session.cookie.same-site", "lax",
                "spring.threads.virtual.enabled", true,
                "server.shutdown", "graceful"));
        application.run(arguments);
    }

    @Bean
    ApplicationRunner firstAdministrator(AdminBootstrap bootstrap, FirstAdministrator first) {
        return arguments -> {
            if (first.adminUser() != null && first.adminPassword() != null) {
                bootstrap.ensureAdministrator(first.adminUser(), first.adminPassword());
            }
        };
    }
}
