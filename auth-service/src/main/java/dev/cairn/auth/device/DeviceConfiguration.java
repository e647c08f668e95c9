package dev.cairn.auth.device;

import dev.cairn.auth.database.JdbcDatabase;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Devices. */
@Configuration(proxyBeanMethods = false)
public class DeviceConfiguration {
    @Bean
    Devices authDevices(JdbcDatabase database, InstantSource clock) {
        return new Devices(database, clock);
    }
}
