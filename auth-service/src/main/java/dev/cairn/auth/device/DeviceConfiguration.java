package dev.cairn.auth.device;

import dev.cairn.auth.database.AuthDatabase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Devices. */
@Configuration(proxyBeanMethods = false)
public class DeviceConfiguration {
    @Bean
    Devices authDevices(AuthDatabase database) {
        return new Devices(database);
    }
}
