package dev.cairn.desktop.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write about bandwidth, and what it means. */
class ScheduleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # a Friday, a Saturday, a Sunday, a Monday
            2026-11-20T07:59 | unlimited
            2026-11-20T08:00 | 2 MB/s
            2026-11-20T17:59 | 2 MB/s
            2026-11-20T18:00 | unlimited
            2026-11-21T12:00 | 500 KB/s
            2026-11-22T23:59 | 500 KB/s
            2026-11-23T00:00 | unlimited
            """)
    void theFirstEntryThatIsAboutATimeCounts(LocalDateTime time, String rate) {
        var schedule = Schedule.parse("2 MB/s 08:00-18:00 Mon-Fri, 500 KB/s Sat/Sun, unlimited else");
        assertThat(schedule.at(time)).isEqualTo(Rate.parse(rate));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-19T21:59,unlimited",
        "2026-11-19T22:00,1 MB/s",
        "2026-11-20T05:59,1 MB/s",
        "2026-11-20T06:00,unlimited",
        "2026-11-20T23:00,unlimited",
        "2026-11-23T01:00,unlimited"
    })
    void hoursOverMidnightBelongToTheDayTheyBeginOn(LocalDateTime time, String rate) {
        assertThat(Schedule.parse("1 MB/s 22:00-06:00 Mon-Thu").at(time)).isEqualTo(Rate.parse(rate));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            16 Mbit/s               | 2 MB/s
            2MB/s                   | 2 MB/s
            1.5 mb/s 8:00-9:30 fri-mon | 1.5 MB/s 08:00-09:30 Mon/Fri-Sun
            123457 B/s 00:00-24:00  | 123.457 KB/s
            unlimited else          | unlimited
            1 GB/s Mon, 20 KB/s     | 1 GB/s Mon, 20 KB/s else
            """)
    void whatIsWrittenIsReadAgain(String written, String canonical) {
        var schedule = Schedule.parse(written);
        assertThat(schedule).hasToString(canonical);
        assertThat(Schedule.parse(canonical)).isEqualTo(schedule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fast",
                "2 MB/h",
                "-1 MB/s",
                "1 KB/s",
                "0 MB/s",
                "2 MB/s 08:00",
                "2 MB/s 08:00-25:00",
                "2 MB/s 08:60-09:00",
                "2 MB/s 08:00-08:00",
                "2 MB/s Mon-Wed-Fri",
                "2 MB/s Funday",
                "2 MB/s 08:00-18:00 Mon,",
                "2 MB/s, 1 MB/s Mon",
                "99999999999999999999 MB/s"
            })
    void whatMakesNoSenseIsSaid(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.parse(written))
                .withMessageMatching(".{20,}");
    }

    @Test
    void nobodySaidAnything() {
        assertThat(Schedule.UNLIMITED.isUnlimited()).isTrue();
        assertThat(Schedule.UNLIMITED.at(LocalDateTime.MIN)).isEqualTo(Rate.UNLIMITED);
    }
}
