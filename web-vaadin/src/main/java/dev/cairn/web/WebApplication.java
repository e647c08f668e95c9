package dev.cairn.web;

import dev.cairn.contracts.http.ApiSecurityConfiguration;
import dev.cairn.contracts.process.Remote;
import dev.cairn.contracts.process.ServiceProcess;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The web app as a process of its own: HTTP on 9347, management on 9348, everything else over the other services' interfaces. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@Import({
    WebModule.class,
    ApiSecurityConfiguration.class,
    ServiceProcess.class,
    Remote.Tokens.class,
    Remote.Auth.class,
    Remote.Metadata.class,
    Remote.Storage.class,
    Remote.Upload.class,
    Remote.Sync.class,
    Remote.Notification.class
})
public class WebApplication {
    /** Starts the web app. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(WebApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name", "web",
                "server.port", 9347,
                "management.server.port", 9348,
                // The gateway in front tells the name and the port the browser used.
                "server.forward-headers-strategy", "native",
                "server.servlet.session.cookie.name", "cairn",
                "server.servlet.session.cookie.same-site", "lax",
                "spring.threads.virtual.enabled", true,
                "server.shutdown", "graceful"));
        application.run(arguments);
    }

    /** Health and metrics need no sign-in: their port is for this machine only, and the gateway does not know them. */
    @Bean
    @Order(0)
    SecurityFilterChain managementSecurity(HttpSecurity http) throws Exception {
        return http.securityMatcher("/actuator/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
