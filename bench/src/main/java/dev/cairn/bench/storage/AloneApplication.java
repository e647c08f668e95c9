package dev.cairn.bench.storage;

import dev.cairn.contracts.process.Remote;
import dev.cairn.contracts.process.ServiceProcess;
import dev.cairn.storage.StorageModule;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The storage service without the others: {@link Names} stand for them. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@Import({StorageModule.class, ServiceProcess.class, Remote.Tokens.class})
class AloneApplication {
    @Bean
    Names names() {
        return new Names();
    }
}
