package dev.cairn.metadata.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events leave.
 *
 * @param poll how long an event can wait that nobody rang for (another instance wrote it)
 * @param batch events of one space taken at once
 * @param spaces spaces looked at in one round
 * @param retryMin first pause after a failed delivery; doubles up to {@code retryMax}
 */
@ConfigurationProperties("cairn.metadata.outbox")
public record OutboxProperties(
        @DefaultValue("1s") Duration poll,
        @DefaultValue("100") int batch,
        @DefaultValue("1000") int spaces,
        @DefaultValue("100ms") Duration retryMin,
        @DefaultValue("10s") Duration retryMax) {}
