package dev.cairn.metadata.node;

import dev.cairn.contracts.http.BodyBudget;
import dev.cairn.contracts.http.BodyBudget.Held;
import dev.cairn.contracts.http.ProblemWriter;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The memory of batches of operations while they are read. */
@Configuration(proxyBeanMethods = false)
public class BatchConfiguration {
    /** {@link dev.cairn.contracts.metadata.Operations#MAX} operations, with long names and attributes. */
    private static final int BATCH_BYTES_MAX = 16 << 20;

    private static final Duration WAIT_MAX = Duration.ofSeconds(10);
    private static final List<Held> HELD = List.of(
            new Held("/api/v1/spaces/{space}/operations", BATCH_BYTES_MAX),
            new Held("/internal/v1/metadata/spaces/{space}/commit", BATCH_BYTES_MAX));

    /** Not ordered before the security chain, so it comes behind it. */
    @Bean
    FilterRegistrationBean<BodyBudget> metadataBodyBudget(ProblemWriter problems) {
        long bytes = BodyBudget.bytesForHeap(Runtime.getRuntime().maxMemory());
        var registration = new FilterRegistrationBean<>(new BodyBudget(HELD, bytes, WAIT_MAX, problems));
        registration.addUrlPatterns("/api/v1/spaces/*", "/internal/v1/metadata/*");
        return registration;
    }
}
