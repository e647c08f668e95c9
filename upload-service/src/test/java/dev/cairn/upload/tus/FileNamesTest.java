package dev.cairn.upload.tus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void numbersGoBeforeTheEndingAndNamesStayShortEnough() {
        assertThat(FileNames.numbered("a.txt", 2)).isEqualTo("a (2).txt");
        assertThat(FileNames.numbered(".profile", 2)).isEqualTo(".profile (2)");
        assertThat(FileNames.numbered("plain", 12)).isEqualTo("plain (12)");
        var emoji = FileNames.numbered("\uD83D\uDE00".repeat(63) + ".gz", 3);
        assertThat(emoji).endsWith(" (3).gz");
        assertThat(emoji.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
        assertThat(FileNames.numbered("." + "x".repeat(254), 3).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(255);
        assertThat(FileNames.numbered("a." + "x".repeat(253), 3).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(255);
    }
}
