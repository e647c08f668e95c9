package dev.cairn.sync.delta;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of pulled deltas.
 *
 * @param waitersMax requests that wait for changes at the same time, on this process
 * @param accountWaitersMax of one account; as many as it may have WebSockets
 */
@ConfigurationProperties("cairn.sync.delta")
public record DeltaProperties(
        @DefaultValue("10000") int waitersMax,
        @DefaultValue("200") int accountWaitersMax) {}
