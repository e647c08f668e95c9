package dev.cairn.upload.expiry;

import dev.cairn.contracts.background.Background;
import dev.cairn.upload.session.SessionSweep;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of expiry. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExpiryProperties.class)
public class ExpiryConfiguration {
    /** Batches in a row; the rest is for the next turn. */
    private static final int BATCHES_MAX = 100;

    /** Several processes may sweep one database. */
    @Bean
    Background uploadExpiry(SessionSweep sweep, ExpiryProperties properties) {
        return Background.every(properties.every(), "upload-expiry", stop -> {
            boolean more = true;
            for (int batch = 0; more && batch < BATCHES_MAX && !stop.isRequested(); batch++) {
                more = sweep.sweep();
            }
        });
    }
}
