package dev.cairn.sync.delta;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param waitersMax requests that wait for changes at the same time */
@ConfigurationProperties("cairn.sync.delta")
public record DeltaProperties(@DefaultValue("10000") int waitersMax) {}
