package dev.cairn.desktop.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cairn.desktop.limit.Limits;
import dev.cairn.desktop.limit.Schedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Limits that were said once are read by every later version, and never guessed. */
class KeptLimitsTest {
    private static final Limits SAMPLE = Limits.of(
            Schedule.parse("2 MB/s 08:00-18:00 Mon-Fri, 500 KB/s Sat/Sun, unlimited else"), Schedule.UNLIMITED);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void whatWasSaidIsReadAsVersion1HasIt() throws IOException {
        var home = home();
        assertThat(home.limits()).isEqualTo(Limits.NONE);
        home.keepLimits(SAMPLE);
        assertThat(Files.readString(file())).isEqualTo(golden().strip());
        assertThat(home.limits()).isEqualTo(SAMPLE);
    }

    @Test
    void whatCannotBeReadIsNotTakenForNone() throws IOException {
        var home = home();
        Files.writeString(file(), golden().replace("1,", "2,"));
        assertThatIOException().isThrownBy(home::limits).withMessageContaining("version 2");
        Files.writeString(file(), golden().replace("2 MB/s", "fast"));
        assertThatIOException().isThrownBy(home::limits).withMessageContaining("is no rate");
    }

    private Home home() throws IOException {
        return new Home(directory, JsonMapper.builder().build());
    }

    private Path file() {
        return directory.resolve("limits.json");
    }

    private static String golden() throws IOException {
        try (var file = Objects.requireNonNull(KeptLimitsTest.class.getResourceAsStream("/golden/limits-v1.json"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
