package dev.cairn.sync.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of WebSockets.
 *
 * @param connectionsMax on this process
 * @param accountConnectionsMax of one account on this process
 * @param subscriptionsMax spaces one connection follows
 * @param bufferMax what waits for one slow device before it is told to pull instead
 * @param pingEvery how often a connection is asked whether it lives
 * @param silenceMax a connection not heard of for so long is closed
 */
@ConfigurationProperties("cairn.sync.feed")
public record FeedProperties(
        @DefaultValue("20000") int connectionsMax,
        @DefaultValue("200") int accountConnectionsMax,
        @DefaultValue("1000") int subscriptionsMax,
        @DefaultValue("1MB") DataSize bufferMax,
        @DefaultValue("30s") Duration pingEvery,
        @DefaultValue("75s") Duration silenceMax) {}
