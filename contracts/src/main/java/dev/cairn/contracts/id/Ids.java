package dev.cairn.contracts.id;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes new identifiers: UUID version 7 (RFC 9562), so that rows created together lie together in an index. Thread-safe when
 * the random generator is.
 */
public final class Ids {
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random must be unpredictable in production ({@link java.security.SecureRandom}); seeded in tests */
    public Ids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new identifier. */
    public UUID next() {
        long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0xFFFL);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
