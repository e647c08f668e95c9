package dev.cairn.metadata.link;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a link's password may be guessed.
 *
 * @param attempts wrong passwords for one link in one {@code window}; then nobody gets in by password until it is over
 * @param passwordsRemembered right passwords that need no slow check for {@code window}
 */
@ConfigurationProperties("cairn.metadata.link")
public record LinkProperties(
        @DefaultValue("10") int attempts,
        @DefaultValue("1m") Duration window,
        @DefaultValue("1000") int passwordsRemembered) {}
