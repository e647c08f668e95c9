package dev.cairn.storage.content;

import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.reply.ReplyBudget;
import dev.cairn.contracts.reply.ReplyConfiguration;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.storage.chunk.Contents;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of downloads. */
@Configuration(proxyBeanMethods = false)
@Import({ReplyConfiguration.class, DownloadController.class, FetchController.class})
public class ContentConfiguration {
    @Bean
    Tickets storageTickets(ClusterSecret secret, InstantSource clock) {
        return new Tickets(secret, clock);
    }

    @Bean
    Fetch fetch(Contents contents, ReplyBudget budget) {
        return new Fetch(contents, budget);
    }

    @Bean
    MeterBinder replyMetrics(ReplyBudget budget) {
        return registry -> Gauge.builder("cairn.replies.taken", budget, ReplyBudget::taken)
                .baseUnit("bytes")
                .description("memory of replies that are under way")
                .register(registry);
    }

    @Bean
    FilterRegistrationBean<CutReplies> cutReplies() {
        var registration = new FilterRegistrationBean<>(new CutReplies());
        registration.addUrlPatterns("/api/v1/content/*", "/api/v1/spaces/*");
        return registration;
    }
}
