package dev.cairn.desktop.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Time passes when somebody waits, and at once. Thread-safe. */
public final class FakeTicker implements Throttle.Ticker {
    private final AtomicLong now = new AtomicLong(42);

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public void pause(long nanos) {
        now.addAndGet(nanos);
    }

    /** Since it was made. */
    public double seconds() {
        return (now.get() - 42) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
