package dev.cairn.storage.crypto;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of keys.
 *
 * @param destroyAfter so long after a space was deleted its key is destroyed
 * @param look pause between two looks for such spaces
 */
@ConfigurationProperties("cairn.storage.keys")
public record KeyProperties(
        @DefaultValue("30d") Duration destroyAfter,
        @DefaultValue("1h") Duration look) {
    /** Refuses what would never rest. */
    public KeyProperties {
        if (destroyAfter.isNegative() || !look.isPositive()) {
            throw new IllegalArgumentException("cairn.storage.keys: destroy-after is not negative, look is positive");
        }
    }
}
