package dev.cairn.upload.expiry;

import dev.cairn.upload.session.SessionSweep;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of expiry. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExpiryProperties.class)
public class ExpiryConfiguration {
    @Bean
    ExpirySweeper uploadExpirySweeper(SessionSweep sweep, ExpiryProperties properties) {
        return new ExpirySweeper(sweep, properties.every());
    }
}
