package dev.cairn.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T22:30:00Z");

    private final Wording vienna = new Wording(ZoneId.of("Europe/Vienna"), NOW);

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "999, 999 bytes",
        "1000, 1.0 KB",
        "9949, 9.9 KB",
        "9950, 10 KB",
        "999499, 999 KB",
        "999500, 1.0 MB",
        "3400000, 3.4 MB",
        "9223372036854775807, 9.2 EB"
    })
    void sizesAreRoundedAsPeopleDo(long bytes, String words) {
        assertThat(Wording.size(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, now",
        "PT1S, in 1 minute",
        "PT59M29S, in 59 minutes",
        "PT59M31S, in 1 hour",
        "PT23H, in 23 hours",
        "PT23H45M, in 1 day",
        "PT167H59M59S, in 7 days",
        "PT720H, in 30 days"
    })
    void timeLeftIsRoundedAsPeopleDo(String left, String words) {
        assertThat(vienna.until(NOW.plus(java.time.Duration.parse(left)))).isEqualTo(words);
    }

    @Test
    void daysAreThoseOfTheBrowser() {
        assertThat(vienna.time(NOW)).isEqualTo("Today, 23:30");
        assertThat(vienna.time(Instant.parse("2026-02-28T22:59:00Z"))).isEqualTo("Yesterday, 23:59");
        assertThat(vienna.day(Instant.parse("1931-01-01T00:00:00Z"))).isEqualTo("1 Jan 1931");
    }
}
