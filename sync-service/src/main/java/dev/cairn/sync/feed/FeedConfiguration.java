package dev.cairn.sync.feed;

import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SpaceApi;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The beans of the WebSocket {@code /api/v1/sync}. Browsers are served from the same origin only. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(FeedProperties.class)
public class FeedConfiguration {
    private static final String PATH = "/api/v1/sync";

    @Bean
    Followers syncFollowers(JsonMapper json) {
        return new Followers(json);
    }

    @Bean
    FeedHandler feedHandler(
            FeedProperties properties,
            InstantSource clock,
            NodeApi nodes,
            SpaceApi spaces,
            JsonMapper json,
            Followers followers) {
        return new FeedHandler(properties, clock, nodes, spaces, json, followers);
    }

    @Bean
    WebSocketConfigurer feedEndpoint(FeedHandler handler, InstantSource clock) {
        return registry -> registry.addHandler(handler, PATH).addInterceptors(new FeedHandshake(clock));
    }
}
