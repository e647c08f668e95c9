package dev.cairn.metadata.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long things are kept.
 *
 * @param operations the result of an operation: a repetition after this applies it again
 * @param tombstones word of a purged node: a device that was away longer lists everything anew
 * @param sweep pause between two rounds of forgetting
 * @param batch rows forgotten in one transaction
 */
@ConfigurationProperties("cairn.metadata.retention")
public record RetentionProperties(
        @DefaultValue("14d") Duration operations,
        @DefaultValue("180d") Duration tombstones,
        @DefaultValue("1h") Duration sweep,
        @DefaultValue("10000") int batch) {}
