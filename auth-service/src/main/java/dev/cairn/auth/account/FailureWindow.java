package dev.cairn.auth.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts failures per key within a window of time; remembers a limited number of keys, the latest ones. */
final class FailureWindow {
    private static final int KEYS_MAX = 10_000;

    private final int failuresMax;
    private final Duration window;
    private final InstantSource clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > KEYS_MAX;
        }
    };

    private record Failures(int count, Instant since) {}

    FailureWindow(int failuresMax, Duration window, InstantSource clock) {
        this.failuresMax = failuresMax;
        this.window = window;
        this.clock = clock;
    }

    synchronized boolean full(String key) {
        var known = failures.get(key);
        return known != null && !over(known) && known.count() >= failuresMax;
    }

    synchronized void failed(String key) {
        var known = failures.get(key);
        var now = clock.instant();
        failures.put(
                key,
                known == null || over(known) ? new Failures(1, now) : new Failures(known.count() + 1, known.since()));
    }

    synchronized void succeeded(String key) {
        failures.remove(key);
    }

    private boolean over(Failures known) {
        return known.since().plus(window).isBefore(clock.instant());
    }
}
