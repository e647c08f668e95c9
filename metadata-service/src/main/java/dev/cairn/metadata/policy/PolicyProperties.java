package dev.cairn.metadata.policy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How policies are carried out.
 *
 * @param poll pause before looking again whether a space is due
 * @param every how often a space is looked at when its policy does not change
 * @param batch versions looked at, or nodes purged, in one transaction
 * @param lease after this silence of a process another one goes on in its place; longer than any transaction
 * @param share the part of the time that upkeep may work, above 0 and at most 1
 */
@ConfigurationProperties("cairn.metadata.policy")
public record PolicyProperties(
        @DefaultValue("1m") Duration poll,
        @DefaultValue("1d") Duration every,
        @DefaultValue("1000") int batch,
        @DefaultValue("10m") Duration lease,
        @DefaultValue("0.25") double share) {
    /** Refuses what would not work. */
    public PolicyProperties {
        if (batch < 1
                || !(share > 0 && share <= 1)
                || !lease.isPositive()
                || !poll.isPositive()
                || !every.isPositive()) {
            throw new IllegalArgumentException(
                    "cairn.metadata.policy: batch is 1 or more, share above 0 and at most 1, times positive");
        }
    }
}
