package dev.cairn.upload.device;

import dev.cairn.contracts.http.ProblemWriter;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.storage.ChunkApi;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of device uploads. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeviceProperties.class)
public class DeviceConfiguration {
    @Bean
    DeviceUploads deviceUploads(ChunkApi chunks, CommitApi commits) {
        return new DeviceUploads(chunks, commits);
    }

    /** Not ordered before the security chain, so it comes behind it. */
    @Bean
    FilterRegistrationBean<BodyBudget> deviceBodyBudget(DeviceProperties properties, ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new BodyBudget(properties, problems));
        registration.addUrlPatterns("/api/v1/spaces/*");
        return registration;
    }
}
