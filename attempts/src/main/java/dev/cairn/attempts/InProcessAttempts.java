package dev.cairn.attempts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts in the memory of this process: {@value #KEYS_MAX} keys, of more the latest used. */
public final class InProcessAttempts implements Attempts {
    private static final int KEYS_MAX = 50_000;

    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > KEYS_MAX;
        }
    };

    private record Window(long attempts, Instant end) {}

    public InProcessAttempts(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Tally add(String key, Duration window) {
        var now = clock.instant();
        var known = windows.get(key);
        windows.put(
                key,
                known == null || !now.isBefore(known.end())
                        ? new Window(1, now.plus(window))
                        : new Window(known.attempts() + 1, known.end()));
        return of(key);
    }

    @Override
    public synchronized Tally of(String key) {
        var now = clock.instant();
        var window = windows.get(key);
        return window == null || window.attempts() == 0 || !now.isBefore(window.end())
                ? Tally.NONE
                : new Tally(window.attempts(), Duration.between(now, window.end()));
    }

    @Override
    public synchronized void takeBack(String key) {
        windows.computeIfPresent(
                key, (_, window) -> window.attempts() <= 1 ? null : new Window(window.attempts() - 1, window.end()));
    }

    @Override
    public synchronized void forget(String key) {
        windows.remove(key);
    }
}
