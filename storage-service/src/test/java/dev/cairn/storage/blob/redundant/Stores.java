package dev.cairn.storage.blob.redundant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** Redundant stores over bays, with a clock that stands until a test moves it. */
final class Stores {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private Stores() {}

    /** Short blobs are copies, those of 4 KiB and more are coded. */
    static RedundancySettings settings(Scheme copies, Scheme coded) {
        return new RedundancySettings(
                "main",
                copies,
                coded,
                4 << 10,
                1,
                1,
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofDays(30),
                Long.MAX_VALUE);
    }

    static RedundantBlobStore open(RedundancySettings settings, List<Bay> bays, Ledger ledger, InstantSource clock) {
        return new RedundantBlobStore(settings, bays.stream().map(Bay::device).toList(), ledger, clock, new Random(1));
    }
}
