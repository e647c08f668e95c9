package dev.cairn.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.auth.DeviceReport;
import dev.cairn.desktop.engine.EngineStatus;
import dev.cairn.desktop.engine.EngineStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a clock that moves when the test says so. */
class ReportingTest {
    private final List<DeviceReport> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private boolean reachable = true;
    private final Reporting reporting = new Reporting(this::take, Runnable::run, () -> now);

    private void take(DeviceReport report) throws IOException {
        if (!reachable) {
            throw new IOException("nobody answers");
        }
        told.add(report);
    }

    private static EngineStatus folder(State state, int uploads, int downloads) {
        return new EngineStatus(state, null, 1, uploads, downloads, 0, 0, 0, Map.of(), Map.of(), 0, 0, null);
    }

    private void look(Duration after, EngineStatus... folders) {
        now = now.plus(after);
        reporting.look(List.of(folders));
    }

    @Test
    void anIdleDeviceSpeaksOnce() {
        for (int i = 0; i < 1000; i++) {
            look(Duration.ofSeconds(30), folder(State.IN_SYNC, 0, 0));
        }
        assertThat(told).singleElement().satisfies(report -> {
            assertThat(report.state()).isEqualTo(DeviceReport.IN_SYNC);
            assertThat(report.waiting()).isZero();
            assertThat(report.kind()).isEqualTo(System.getProperty("os.name"));
        });
    }

    @Test
    void workOfSecondsIsNotWorthAWordAndOfMinutesIs() {
        look(Duration.ZERO, folder(State.IN_SYNC, 0, 0));
        look(Duration.ofHours(1), folder(State.SYNCING, 3, 0));
        look(Duration.ofSeconds(9), folder(State.SYNCING, 2, 0));
        look(Duration.ofSeconds(1), folder(State.IN_SYNC, 0, 0));
        assertThat(told).hasSize(1);
        look(Duration.ofHours(1), folder(State.SYNCING, 3, 4));
        look(Duration.ofSeconds(10), folder(State.SYNCING, 3, 4), folder(State.IN_SYNC, 0, 0));
        assertThat(told).hasSize(2);
        assertThat(told.getLast().state()).isEqualTo("syncing");
        assertThat(told.getLast().waiting()).isEqualTo(7);
        look(Duration.ofSeconds(59), folder(State.IN_SYNC, 0, 0));
        assertThat(told).hasSize(2);
        look(Duration.ofSeconds(1), folder(State.IN_SYNC, 0, 0));
        assertThat(told).extracting(DeviceReport::state).containsExactly("in-sync", "syncing", "in-sync");
    }

    @Test
    void theFolderThatIsWorstSpeaksForAll() {
        look(Duration.ZERO, folder(State.STARTING, 0, 0), folder(State.HELD, 0, 0), folder(State.SYNCING, 1, 0));
        look(Reporting.BRIEF, folder(State.STARTING, 0, 0), folder(State.HELD, 0, 0), folder(State.SYNCING, 1, 0));
        assertThat(told).singleElement().extracting(DeviceReport::state).isEqualTo("held");
    }

    @Test
    void whatDidNotArriveIsSaidAgain() {
        reachable = false;
        look(Duration.ZERO, folder(State.IN_SYNC, 0, 0));
        reachable = true;
        look(Duration.ofSeconds(1), folder(State.IN_SYNC, 0, 0));
        assertThat(told).isEmpty();
        look(Reporting.PAUSE, folder(State.IN_SYNC, 0, 0));
        assertThat(told).hasSize(1);
    }
}
