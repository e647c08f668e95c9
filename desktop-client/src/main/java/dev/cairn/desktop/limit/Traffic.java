package dev.cairn.desktop.limit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The two directions of a client's connection, held to what people said last. Thread-safe. */
public final class Traffic {
    private static final int BODY_SECONDS = 10;

    private final InstantSource clock;
    private final ZoneId zone;
    private final Throttle up;
    private final Throttle down;
    private volatile Limits limits = Limits.NONE;

    /** Without limits, until somebody says some. */
    public Traffic(InstantSource clock, ZoneId zone, Throttle.Ticker ticker) {
        this.clock = clock;
        this.zone = zone;
        this.up = new Throttle(() -> rate(limits.up()), ticker);
        this.down = new Throttle(() -> rate(limits.down()), ticker);
    }

    /** Never any limits. */
    public static Traffic free() {
        return new Traffic(() -> Instant.EPOCH, ZoneOffset.UTC, Throttle.Ticker.SYSTEM);
    }

    private Rate rate(Schedule schedule) {
        return schedule.isUnlimited() ? Rate.UNLIMITED : schedule.at(LocalDateTime.ofInstant(clock.instant(), zone));
    }

    /** These hold from now on, also for what is under way. */
    public void limit(Limits now) {
        limits = now;
    }

    /** What is sent. */
    public Throttle up() {
        return up;
    }

    /** What is fetched. */
    public Throttle down() {
        return down;
    }

    /**
     * How many bytes should be sent or fetched with one request: what goes in ten seconds.
     *
     * @param most without a limit
     */
    public static int body(Throttle direction, int most) {
        return Math.clamp(direction.rate().bytes(), 1, most / BODY_SECONDS) * BODY_SECONDS;
    }
}
