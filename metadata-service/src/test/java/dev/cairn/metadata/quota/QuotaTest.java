package dev.cairn.metadata.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuotaTest {
    @Test
    void roomIsToldInStepsToWhoMayNotSeeHowMuchThereIs() {
        long limit = 64_000_000;
        var before = new Quota(30_000_000, limit).coarse();
        var after = new Quota(30_000_001, limit).coarse();

        assertThat(before).isEqualTo(new Quota(30_000_000, limit));
        assertThat(after).isEqualTo(new Quota(31_000_000, limit));
        assertThat(new Quota(30_999_999, limit).coarse()).isEqualTo(after);
        assertThat(after.allows(33_000_000)).isTrue();
        assertThat(after.allows(33_000_001)).isFalse();
    }

    @Test
    void whatIsFullOrHasNoLimitStaysSo() {
        assertThat(new Quota(70, 64L).coarse().allows(1)).isFalse();
        assertThat(new Quota(70, null).coarse().allows(Long.MAX_VALUE)).isTrue();
        assertThat(new Quota(0, 3L).coarse().allows(3)).isTrue();
    }
}
