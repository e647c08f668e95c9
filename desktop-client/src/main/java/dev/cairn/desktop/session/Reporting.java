package dev.cairn.desktop.session;

import dev.cairn.contracts.auth.DeviceReport;
import dev.cairn.desktop.engine.EngineStatus;
import dev.cairn.desktop.engine.EngineStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the server how far this device is, when that has changed: at most once a minute, and not of work that is done within seconds, so an
 * idle client asks nothing. A report that does not arrive is repeated a minute later, if it still holds. Belongs to one thread.
 */
final class Reporting {
    /** Between two reports. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** Work that takes no longer is not worth a word. */
    static final Duration BRIEF = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Reporting.class);

    private final Line line;
    private final Executor executor;
    private final InstantSource clock;
    private final String kind = System.getProperty("os.name", "unknown");
    private final String version = version();
    private volatile @Nullable DeviceReport told;
    private Instant next = Instant.MIN;
    private @Nullable Instant behind;

    /** The way to the server. */
    interface Line {
        void tell(DeviceReport report) throws IOException;
    }

    /** @param executor runs what waits for the server */
    Reporting(Line line, Executor executor, InstantSource clock) {
        this.line = line;
        this.executor = executor;
        this.clock = clock;
    }

    private static String version() {
        var code = Reporting.class.getPackage();
        var version = code == null ? null : code.getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Takes note of how the folders stand now; to be called again and again. */
    void look(Collection<EngineStatus> folders) {
        var now = clock.instant();
        var report = report(folders);
        if (report.state().equals(DeviceReport.IN_SYNC)) {
            behind = null;
        } else if (behind == null) {
            behind = now;
        }
        boolean brief = behind != null && now.isBefore(behind.plus(BRIEF));
        if (!brief && !now.isBefore(next) && !report.equals(told)) {
            next = now.plus(PAUSE);
            executor.execute(() -> tell(report));
        }
    }

    private void tell(DeviceReport report) {
        try {
            line.tell(report);
            told = report;
        } catch (IOException | RuntimeException e) {
            LOG.debug("the server does not know how far this device is", e);
        }
    }

    private DeviceReport report(Collection<EngineStatus> folders) {
        // The later a state, the more it is about.
        var worst = folders.stream()
                .map(EngineStatus::state)
                .max(Comparator.comparing(state -> state == State.STARTING ? State.SYNCING : state))
                .orElse(State.IN_SYNC);
        long waiting = folders.stream()
                .mapToLong(folder -> (long) folder.uploads() + folder.downloads() + folder.edits())
                .sum();
        return new DeviceReport(kind, version, FolderStatus.word(worst), waiting);
    }
}
