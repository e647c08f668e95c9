package dev.cairn.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class InProcessAttemptsTest extends AttemptsContract {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private Instant now = Instant.EPOCH;
    private final Attempts attempts = new InProcessAttempts(() -> now);

    @Override
    protected Attempts attempts() {
        return attempts;
    }

    @Override
    protected void pass(Duration window) {
        now = now.plus(window);
    }

    @Test
    void remembersTheKeysUsedLast() {
        attempts.add("first", WINDOW);
        attempts.add("used", WINDOW);
        for (int i = 0; i < 49_999; i++) {
            attempts.add("other " + i, WINDOW);
            attempts.of("used");
        }
        assertThat(attempts.of("used").attempts()).isEqualTo(1);
        assertThat(attempts.of("first")).isEqualTo(Attempts.Tally.NONE);
    }
}
