package dev.cairn.web.transfer;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.metadata.NodeApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Uploads and downloads. */
@Configuration(proxyBeanMethods = false)
public class TransferConfiguration {
    @Bean
    UploadPlanner uploadPlanner(NodeApi nodes, InstantSource clock) {
        return new UploadPlanner(nodes, new Ids(clock, new SecureRandom()), clock);
    }

    @Bean
    Transfers transfers(NodeApi nodes, UploadPlanner planner, InstantSource clock) {
        return new Transfers(nodes, planner, clock);
    }
}
