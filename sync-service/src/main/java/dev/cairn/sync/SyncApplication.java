package dev.cairn.sync;

import dev.cairn.contracts.process.Remote;
import dev.cairn.contracts.process.ServiceProcess;
import dev.cairn.sync.amqp.SyncAmqpConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The service as a process of its own: HTTP on 7901, management on 7902, events from {@code spring.rabbitmq.*}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@Import({SyncModule.class, SyncAmqpConfiguration.class, ServiceProcess.class, Remote.Tokens.class, Remote.Metadata.class
})
public class SyncApplication {
    /** Starts the service. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(SyncApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name",
                "sync",
                "server.port",
                7901,
                "management.server.port",
                7902,
                "server.forward-headers-strategy",
                "native",
                "spring.threads.virtual.enabled",
                true,
                // More than the WebSockets it lets in, which are 20,000.
                "server.tomcat.max-connections",
                25_000,
                // A dead connection to the broker is noticed in seconds: until then devices hear nothing.
                "spring.rabbitmq.requested-heartbeat",
                "5s",
                "server.shutdown",
                "graceful"));
        application.run(arguments);
    }
}
