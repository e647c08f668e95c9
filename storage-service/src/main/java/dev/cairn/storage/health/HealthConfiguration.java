package dev.cairn.storage.health;

import dev.cairn.storage.blob.redundant.RedundantStores;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the health of devices. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {
    @Bean
    DeviceCare deviceCare(RedundantStores stores) {
        return new DeviceCare(stores);
    }

    @Bean
    DeviceMetrics deviceMetrics(RedundantStores stores) {
        return new DeviceMetrics(stores);
    }

    @Bean
    ScrubTask scrubTask(DeviceCare care, InstantSource clock) {
        return new ScrubTask(care, clock);
    }

    @Bean
    RepairTask repairTask(DeviceCare care) {
        return new RepairTask(care);
    }

    @Bean
    DrainTask drainTask(DeviceCare care) {
        return new DrainTask(care);
    }

    @Bean
    AdoptTask adoptTask(DeviceCare care) {
        return new AdoptTask(care);
    }

    @Bean
    AcceptTask acceptTask(DeviceCare care) {
        return new AcceptTask(care);
    }
}
