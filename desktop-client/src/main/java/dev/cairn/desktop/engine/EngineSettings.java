package dev.cairn.desktop.engine;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How an engine behaves.
 *
 * @param device people's name of this installation, for conflict names
 * @param zone in which conflict names are dated
 * @param quiet how long names must rest before they are looked at
 * @param quietMax how long looking can be put off by more and more changes
 * @param rescan between full scans; each is jittered by a quarter either way
 * @param deletionsMax files that may always be deleted on the server at once; more of them are held if they are nearly all
 */
public record EngineSettings(
        String device, ZoneId zone, Duration quiet, Duration quietMax, Duration rescan, int deletionsMax) {
    private static final int DELETIONS_MAX = 100;

    /** What users get. */
    public static EngineSettings standard(String device, ZoneId zone) {
        return new EngineSettings(
                device, zone, Duration.ofMillis(4), Duration.ofMillis(60), Duration.ofHours(1), DELETIONS_MAX);
    }
}
