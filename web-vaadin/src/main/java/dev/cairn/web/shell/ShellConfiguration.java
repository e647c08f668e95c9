package dev.cairn.web.shell;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all views need. */
@Configuration(proxyBeanMethods = false)
public class ShellConfiguration {
    @Bean
    Failures webFailures() {
        return new Failures();
    }
}
