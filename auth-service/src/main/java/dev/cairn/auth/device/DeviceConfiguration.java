package dev.cairn.auth.device;

import dev.cairn.auth.database.JdbcDatabase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Devices. */
@Configuration(proxyBeanMethods = false)
public class DeviceConfiguration {
    @Bean
    Devices authDevices(JdbcDatabase database) {
        return new Devices(database);
    }
}
