package dev.cairn.desktop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPauseTest {
    @ParameterizedTest
    @CsvSource({"2h,PT2H", "30m,PT30M", "1d,PT24H", "1d12h,PT36H", "1h30m,PT1H30M", "45s,PT45S"})
    void timesAreWrittenAsPeopleDo(String text, Duration expected) {
        assertThat(ClientPause.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "h", "-1h", "0s", "400d", "soon"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> ClientPause.parse(text))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("no time");
    }
}
