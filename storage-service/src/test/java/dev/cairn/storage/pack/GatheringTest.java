package dev.cairn.storage.pack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final long SYNC_NANOS = 2_000_000;

    private final Gathering gathering = new Gathering();

    @Test
    void aLoneUploadWaitsForNobody() {
        assertThat(gathering.isWorthWaiting(1, 4096)).isFalse();
        gathering.committed(1, SYNC_NANOS);
        gathering.committed(1, SYNC_NANOS);
        assertThat(gathering.isWorthWaiting(1, 4096)).isFalse();
    }

    @Test
    void aCrowdIsWaitedForEvenWhenOneOfItWasAloneInBetween() {
        gathering.committed(64, SYNC_NANOS);
        gathering.committed(1, SYNC_NANOS);
        assertThat(gathering.isWorthWaiting(63, 63 * 4096)).isTrue();
        assertThat(gathering.isWorthWaiting(64, 64 * 4096)).isFalse();
        assertThat(gathering.patienceNanos()).isEqualTo(SYNC_NANOS / 2);
    }

    @Test
    void theWaitIsForgottenWithTheCrowdAndHasALimit() {
        gathering.committed(64, 60_000_000_000L);
        assertThat(gathering.patienceNanos()).isEqualTo(5_000_000);
        gathering.committed(1, SYNC_NANOS);
        gathering.committed(1, SYNC_NANOS);
        assertThat(gathering.isWorthWaiting(1, 4096)).isFalse();
    }

    @Test
    void aLargeGroupIsWrittenAtOnce() {
        gathering.committed(64, SYNC_NANOS);
        assertThat(gathering.isWorthWaiting(2, 2 << 20)).isFalse();
    }
}
