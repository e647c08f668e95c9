package dev.cairn.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.attempts.InProcessAttempts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void aHashNamesItsMethodAndMatchesOnlyItsPassword() {
        var passwords = new Passwords(properties(4));
        var hash = passwords.hash("password", "pässword");
        assertThat(hash).startsWith("{sha256-bcrypt}$2a$04$");
        assertThat(passwords.matches("pässword", hash, () -> {})).isTrue();
        assertThat(passwords.matches("password", hash, () -> {})).isFalse();
        assertThat(passwords.hash("password", "pässword")).isNotEqualTo(hash);
    }

    @Test
    void nobodyHasNoPassword() {
        var passwords = new Passwords(properties(4));
        assertThat(passwords.matches("nobody has this password", null, () -> {}))
                .isFalse();
        assertThat(passwords.matches("", null, () -> {})).isFalse();
    }

    @Test
    void aHashOfASmallerCostIsOutdated() {
        var hash = new Passwords(properties(4)).hash("password", "password");
        assertThat(new Passwords(properties(4)).outdated(hash)).isFalse();
        assertThat(new Passwords(properties(5)).outdated(hash)).isTrue();
    }

    @Test
    void failuresCountWithinTheirWindowOnly() {
        var now = new Instant[] {Instant.EPOCH};
        var window = new FailureWindow("name", 2, Duration.ofMinutes(5), new InProcessAttempts(() -> now[0]));
        window.failed("a");
        assertThat(window.full("a")).isFalse();
        window.failed("a");
        assertThat(window.full("a")).isTrue();
        assertThat(window.full("b")).isFalse();
        now[0] = now[0].plus(Duration.ofMinutes(6));
        assertThat(window.full("a")).isFalse();
        window.failed("a");
        window.succeeded("a");
        window.failed("a");
        assertThat(window.full("a")).isFalse();
    }

    private static PasswordProperties properties(int cost) {
        return new PasswordProperties(cost, 2, Duration.ofSeconds(5), 10, 100, 200, Duration.ofMinutes(5));
    }
}
