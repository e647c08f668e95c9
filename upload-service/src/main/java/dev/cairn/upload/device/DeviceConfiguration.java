package dev.cairn.upload.device;

import dev.cairn.content.Bundle;
import dev.cairn.content.delta.PatchList;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.BodyBudget;
import dev.cairn.contracts.http.BodyBudget.Held;
import dev.cairn.contracts.http.ProblemWriter;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.upload.EndpointAttributes;
import dev.cairn.contracts.upload.SessionApi;
import dev.cairn.upload.naming.ContentCommits;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of device uploads. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeviceProperties.class)
public class DeviceConfiguration {
    private static final int MISSING_MAX = 2 << 20;

    /** Base64 of a whole bundle of manifests, and 5,000 operations. */
    private static final int COMMIT_MAX = 32 << 20;

    private static final List<Held> HELD = List.of(
            new Held("/api/v1/spaces/{space}/chunks", Bundle.REQUEST_BYTES_MAX),
            new Held("/api/v1/spaces/{space}/chunks/missing", MISSING_MAX),
            new Held("/api/v1/spaces/{space}/chunks/patches", PatchList.BYTES_MAX),
            new Held("/api/v1/spaces/{space}/commit", COMMIT_MAX),
            new Held("/internal/v1/upload/sessions/whole/{space}", SessionApi.APPEND_MAX),
            new Held("/internal/v1/upload/sessions/{upload}/bytes", SessionApi.APPEND_MAX));

    @Bean
    DeviceUploads deviceUploads(ChunkApi chunks, CommitApi commits, ContentCommits naming, ClusterSecret secret) {
        return new DeviceUploads(chunks, commits, naming, new EndpointAttributes(secret));
    }

    /** Not ordered before the security chain, so it comes behind it. */
    @Bean
    FilterRegistrationBean<BodyBudget> deviceBodyBudget(DeviceProperties properties, ProblemWriter problems) {
        var memory = properties.memory();
        long bytes =
                memory == null ? BodyBudget.bytesForHeap(Runtime.getRuntime().maxMemory()) : memory.toBytes();
        var registration = new FilterRegistrationBean<>(new BodyBudget(HELD, bytes, properties.memoryWait(), problems));
        registration.addUrlPatterns("/api/v1/spaces/*", "/internal/v1/upload/*");
        return registration;
    }
}
